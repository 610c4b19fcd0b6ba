import { dispatchLine } from '../../src/commands/by-hand/dispatch-line';

const inputs = { version: 'v2.4.1', environment: 'staging' };

it('of GitHub is a line for gh', () => {
  const job = { repository: 'acme/api', workflow: 'deploy.yml', ref: 'v2.4.1', inputs };
  expect(dispatchLine('github', job)).toBe(
    'gh workflow run deploy.yml --repo acme/api --ref v2.4.1 -f version=v2.4.1 -f environment=staging',
  );
});

it.each([
  ['11', '--id 11'],
  ['api deploy', "--name 'api deploy'"],
  ['api\\eu\\deploy', "--name deploy --folder-path '\\api\\eu'"],
  ['\\api\\deploy', "--name deploy --folder-path '\\api'"],
])('of Azure DevOps is a line for az, for the pipeline %s', (workflow, named) => {
  const job = { repository: 'acme/My shop/api', workflow, ref: 'refs/tags/v2.4.1', inputs };
  expect(dispatchLine('azure-devops', job)).toBe(
    `az pipelines run ${named} --org https://dev.azure.com/acme --project 'My shop' --branch refs/tags/v2.4.1 --parameters version=v2.4.1 environment=staging`,
  );
});

it('quotes what a shell would take for more than a word', () => {
  const hostile = { repository: 'acme/shop/api', workflow: '$(id)', ref: "x'y", inputs: { version: '`id`; rm -rf /' } };
  expect(dispatchLine('azure-devops', hostile)).toContain(`--name '$(id)'`);
  expect(dispatchLine('azure-devops', hostile)).toContain(`--branch 'x'\\''y' --parameters 'version=\`id\`; rm -rf /'`);
});
