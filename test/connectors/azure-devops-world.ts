import { people } from '../../local/sandbox/github/demo-people';
import { type AzureDevOpsOptions, startAzureDevOps } from '../../local/sandbox/azure-devops/start-azure-devops';
import { createAzureDevOps } from '../../src/connectors/azure-devops';
import { createHttp } from '../../src/connectors/http';
import { type CiCdWorld } from '../contracts/ci-cd';
import { runSeconds, shopFacts, shopWorld, timing } from './shop';

const runs = /\/_apis\/pipelines\/\d+\/runs$/;

/** The sandbox's Azure DevOps as a world for the contract. */
export async function openAzureDevOpsWorld(options: AzureDevOpsOptions = {}): Promise<CiCdWorld> {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const server = await startAzureDevOps({ world: shopWorld, runSeconds, now, ...options });
  const connector = (token: string) =>
    createAzureDevOps({ url: server.url, token }, createHttp('Azure DevOps', timing));
  return {
    ...shopFacts,
    ciCd: connector(server.token),
    expired: connector('expired0123456789'),
    repository: 'demo-company/platform/shop',
    missing: 'demo-company/platform/nothing',
    workflow: '11',
    ref: (kind, name) => `refs/${kind === 'tag' ? 'tags' : 'heads'}/${name}`,
    commit: { ...shopFacts.commit, ref: 'refs/heads/main' },
    live: { ...shopFacts.live, by: people.bob.name },
    before: { ...shopFacts.before, by: people.alice.name },
    versions: ['v6.6.6', 'v1.1.0', 'v1.0.0', 'v0.9.0'],
    fault: (fault, times) => server.faults.set({ ...fault, ...(times ? { times } : {}) }),
    loseAnswer: (showAfterSeconds) => server.faults.set({ kind: 'reset-after', path: runs.source, showAfterSeconds }),
    clearFaults: () => server.faults.clear(),
    async startByHand(version, environment) {
      const address = `${server.url}/demo-company/platform/_apis/pipelines/11/runs?api-version=7.1`;
      const answer = await fetch(address, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`:${server.token}`).toString('base64')}` },
        body: JSON.stringify({ templateParameters: { version, environment } }),
      });
      expect(answer.status).toBe(200);
    },
    starts: () => server.requests.list().filter(({ method, path }) => method === 'POST' && runs.test(path)).length,
    advance: (seconds) => void (ahead += seconds * 1000),
    now: () => new Date(now()).toISOString(),
    close: () => server.close(),
  };
}
