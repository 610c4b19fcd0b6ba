import { organization, people } from '../../local/sandbox/github/demo-people';
import { type GitHubOptions, startGitHub } from '../../local/sandbox/github/start-github';
import { createGitHub } from '../../src/connectors/github';
import { type GitHubSettings } from '../../src/connectors/github/sessions';
import { createHttp, type VendorHttp } from '../../src/connectors/http';
import { type CiCdWorld } from '../contracts/ci-cd';
import { expectValidRequest, expectValidResponse } from '../kit/github-openapi';
import { runSeconds, shopFacts, shopWorld, timing } from './shop';

const dispatches = '/dispatches$';

/** The sandbox's GitHub as a world for the contract. Every request and every answer is held against GitHub's OpenAPI. */
export async function openGitHubWorld(
  options: GitHubOptions = {},
  credentials: Partial<GitHubSettings> = {},
): Promise<CiCdWorld> {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const server = await startGitHub({ world: shopWorld, runSeconds, now, ...options });
  const checked = () => checkedHttp(createHttp('GitHub', timing));
  const byHand = (body: object) =>
    fetch(`${server.url}/repos/${organization.login}/shop/actions/workflows/deploy.yml/dispatches`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    ...shopFacts,
    ciCd: createGitHub({ apiUrl: server.url, token: server.token, ...credentials }, checked()),
    expired: createGitHub({ apiUrl: server.url, token: 'ghp_expired0123456789' }, checked()),
    repository: `${organization.login}/shop`,
    workflow: 'deploy.yml',
    ref: (_, name) => name,
    missing: 'nobody/nothing',
    commit: { ...shopFacts.commit, ref: 'main' },
    live: { ...shopFacts.live, by: people.bob.login },
    before: { ...shopFacts.before, by: people.alice.login },
    versions: ['v1.1.0', 'v1.0.0', 'v0.9.0', 'v6.6.6'],
    fault: (fault, times) => server.faults.set({ ...fault, ...(times ? { times } : {}) }),
    loseAnswer: (showAfterSeconds) => server.faults.set({ kind: 'reset-after', path: dispatches, showAfterSeconds }),
    clearFaults: () => server.faults.clear(),
    async startByHand(version, environment) {
      expect((await byHand({ ref: 'main', inputs: { version, environment } })).status).toBe(204);
    },
    starts: () =>
      server.requests.list().filter(({ method, path }) => method === 'POST' && /\/dispatches$/.test(path)).length,
    advance: (seconds) => void (ahead += seconds * 1000),
    now: () => new Date(now()).toISOString(),
    close: () => server.close(),
  };
}

function checkedHttp(http: VendorHttp): VendorHttp {
  return {
    vendor: http.vendor,
    async send(address, request) {
      const { pathname, searchParams } = new URL(address);
      const { method = 'GET', body } = request;
      expectValidRequest(
        method,
        pathname,
        Object.fromEntries(searchParams),
        body === undefined ? undefined : JSON.parse(body),
      );
      const answer = await http.send(address, request);
      const isJson = answer.headers.get('content-type')?.includes('json');
      if (isJson || answer.text === '')
        expectValidResponse(method, pathname, answer.status, answer.text && JSON.parse(answer.text));
      return answer;
    },
  };
}
