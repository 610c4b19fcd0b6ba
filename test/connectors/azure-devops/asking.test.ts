import { json, text } from '../stub-server';
import { AzureDevOpsStub, list, repository, token } from './azure-devops-stub';

const stub = new AzureDevOpsStub();
beforeEach(() => stub.start());
afterEach(() => stub.close());

const job = (workflow: string) => ({
  repository,
  workflow,
  ref: 'refs/tags/v1',
  correlation: 'cs-1',
  inputs: { version: 'v1' },
});
const started = json(200, { id: 77 });

it('signs in with the token as Basic authorization and names project and repository as one part of the path each', async () => {
  stub.routes({ 'GET git/repositories/api/refs': list() });
  await stub.azureDevOps.versions(repository, 5);
  const [{ path, headers }] = stub.requests as [(typeof stub.requests)[number]];
  expect(path).toMatch(/^\/acme\/My%20shop\/_apis\/git\/repositories\/api\/refs\?.*api-version=7\.1$/);
  expect(headers.authorization).toBe(`Basic ${Buffer.from(`:${token}`).toString('base64')}`);
});

it.each(['acme/shop', 'acme/shop/api/x', '../shop/api', 'acme/../api', 'acme/sh?op/api', 'acme/shop/api#x', '//api'])(
  'asks for no repository %j',
  async (name) => {
    await expect(stub.azureDevOps.versions(name, 5)).rejects.toThrow('write it as organization/project/repository');
    expect(stub.asked).toEqual([]);
  },
);

it.each([
  ['203 with the sign-in page', text(203, '<html><title>Sign In</title></html>')],
  ['a redirect to it', text(302, '', { location: '/_signin' })],
])('tells %s as a bad token, and a start that gets it as refused', async (_, answer) => {
  stub.routes({ 'POST pipelines/11/runs': answer, 'GET git/repositories/api/refs': text(203, '<html>') });
  expect(await stub.azureDevOps.start(job('11'))).toMatchObject({
    state: 'refused',
    message: expect.stringContaining('renew AZURE_DEVOPS_TOKEN'),
  });
  await expect(stub.azureDevOps.versions(repository, 5)).rejects.toMatchObject({ status: 401, temporary: false });
});

it('quotes the vendor’s own sentence, and never the token', async () => {
  const error: unknown = await stub.azureDevOps.versions(repository, 5).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('TF401019: There is no such thing');
  expect(JSON.stringify(error) + String(error)).not.toContain(token);
});

it('finds a pipeline by its name once, and by folder where a name is there twice', async () => {
  const pipelines = list(
    { id: 11, name: 'api deploy', folder: '\\' },
    { id: 12, name: 'deploy', folder: '\\api' },
    { id: 13, name: 'deploy', folder: '\\web' },
  );
  stub.routes({ 'GET pipelines': pipelines, 'POST pipelines/11/runs': started, 'POST pipelines/12/runs': started });
  expect(await stub.azureDevOps.start(job('api deploy'))).toEqual({ state: 'started', runId: '77' });
  expect(await stub.azureDevOps.start(job('api deploy'))).toEqual({ state: 'started', runId: '77' });
  expect(stub.asked.filter((line) => line.startsWith('GET'))).toHaveLength(1);
  expect(await stub.azureDevOps.start(job('api\\deploy'))).toMatchObject({ state: 'started' });
  expect(await stub.azureDevOps.start(job('deploy'))).toMatchObject({
    message: expect.stringContaining('write its number'),
  });
  expect(await stub.azureDevOps.start(job('api deplyo'))).toMatchObject({
    message: expect.stringContaining('Nearest: api deploy.'),
  });
});

it('sends ref, parameters and correlation, and says which parameters a pipeline lacks', async () => {
  stub.routes({ 'POST pipelines/11/runs': json(400, { message: "Unexpected parameter 'version'" }) });
  expect(await stub.azureDevOps.start(job('11'))).toMatchObject({
    state: 'refused',
    message: expect.stringContaining('must declare just these parameters: version, correlation.'),
  });
  expect(JSON.parse(stub.requests[0]!.body)).toEqual({
    resources: { repositories: { self: { refName: 'refs/tags/v1' } } },
    templateParameters: { version: 'v1', correlation: 'cs-1' },
  });
});

it('takes a short SHA only when one commit alone begins with it', async () => {
  const commit = (sha: string) => ({ commitId: sha.padEnd(40, '0') });
  stub.routes({
    'GET git/repositories/api/refs': list(),
    'GET git/repositories/api': { defaultBranch: 'refs/heads/main' },
    'GET git/repositories/api/commits': list(commit('abcdef12'), commit('abcdef13'), commit('1234567')),
  });
  expect(await stub.azureDevOps.resolve(repository, '1234567')).toMatchObject({ found: true, ref: 'refs/heads/main' });
  expect(await stub.azureDevOps.resolve(repository, 'abcdef1')).toMatchObject({ found: false });
});

it('an empty repository has no version', async () => {
  stub.routes({ 'GET git/repositories/api/refs': list(), 'GET git/repositories/api': { name: 'api' } });
  expect(await stub.azureDevOps.resolve(repository, 'abcdef1')).toEqual({ found: false, nearest: [] });
});
