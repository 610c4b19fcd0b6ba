import { Hono } from 'hono';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { JsonFile } from '../../kit/json-file';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import { actionsRoutes } from './actions-routes';
import { ApiError, notFound } from './api-error';
import { AppAuth, type GitHubApp } from './app-auth';
import { appRoutes } from './app-routes';
import { authenticate } from './authenticate';
import { contentsRoutes } from './contents-routes';
import { demoCompany } from './demo-company';
import { actionsBotAccount } from './demo-people';
import { deploymentRoutes } from './deployment-routes';
import type { GitHubEnv, GitHubParts } from './env';
import { gitRoutes } from './git-routes';
import { logServer } from './log-server';
import { moveTag, tagRoutes, type TagMove } from './move-tag';
import { jobPlace, runHtml } from './present-actions';
import type { Links } from './present-basics';
import { releaseRoutes } from './release-routes';
import type { State } from './state';
import { Store } from './store';
import { RateLimit, vendorHeaders } from './vendor-headers';
import type { World } from './world';

export interface GitHubOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** The token that is accepted; default `sandbox-github-token`. */
  token?: string;
  /** Accepts this App's JSON web tokens and the installation tokens it asks for. */
  app?: GitHubApp;
  /** How long a dispatched run takes; default 4. */
  runSeconds?: number;
  /** ms since 1970; default the system's clock. Runs move by it alone. */
  now?: () => number;
  /** Keeps runs and deployments across restarts. */
  stateFile?: string;
  /** Host of the `html_url`s; default `https://github.com`. */
  htmlUrl?: string;
  /** Requests an hour; default 5000. */
  rateLimit?: number;
  /** Refuses `return_run_details`, as an older GitHub Enterprise Server does. */
  withoutRunDetails?: boolean;
  /** What is there at the start; default the demo company. */
  world?: (epoch: number) => World;
}

export interface GitHubServer extends Listening {
  faults: Faults;
  requests: Recorder;
  /** Runs and deployments as they are now. */
  state(): State;
  /** Lets a tag point to another commit; also by `PUT /_tag`. */
  moveTag(move: TagMove): void;
  token: string;
}

const secondaryLimit =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. For more on scraping GitHub and how it may affect your rights, please review our Terms of Service';

const aboutLimits = 'free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits';
const serverError = (status = 500) => new ApiError(status, 'Server Error');
const faultAnswer = (status: number) =>
  (status === 429 || status === 403
    ? new ApiError(status, secondaryLimit, aboutLimits)
    : serverError(status)
  ).toResponse();

/** GitHub's REST API for a small company, in memory, on 127.0.0.1. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubServer> {
  const now = options.now ?? Date.now;
  const token = options.token ?? 'sandbox-github-token';
  const file = options.stateFile === undefined ? undefined : new JsonFile<State>(options.stateFile);
  const state = file?.read() ?? { epoch: now(), nextId: 0, runs: [], deployments: [] };
  const world = (options.world ?? demoCompany)(state.epoch);
  const links: Links = { api: '', html: options.htmlUrl ?? 'https://github.com' };
  const repositoryNamed = (name: string) =>
    world.repositories.find((repository) => repository.name.toLowerCase() === name.toLowerCase());
  const store = new Store(
    world,
    state,
    { now, runSeconds: options.runSeconds ?? 4 },
    { runHtml: (run) => runHtml(run, repositoryNamed(run.repository)!, links) },
    file,
  );
  const appAuth = options.app && new AppAuth(options.app, now);
  const people = [
    ...world.repositories.flatMap((repository) => repository.commits.map((commit) => commit.author)),
    ...world.deployments.map(({ by }) => by),
  ];
  const accounts = [world.machineUser, actionsBotAccount, ...(appAuth ? [appAuth.account] : []), ...people];

  const logs = logServer((id) => {
    const { runId, index } = jobPlace(id);
    const run = state.runs.find((candidate) => candidate.id === runId);
    return run && store.progress(run).jobs[index];
  }, now);
  const logListening = await listen(logs.app);

  const faults = new Faults();
  const requests = new Recorder(now);
  const rate = new RateLimit(options.rateLimit ?? 5000, now);
  const parts: GitHubParts = {
    store,
    links,
    accounts: new Map(accounts.map((account) => [account.login, account])),
    logUrl: (jobId) => logListening.url + logs.path(jobId),
    withoutRunDetails: options.withoutRunDetails ?? false,
  };

  const repository = new Hono<GitHubEnv>()
    .route('/', gitRoutes(parts))
    .route('/actions', actionsRoutes(parts))
    .route('/contents', contentsRoutes(parts))
    .route('/deployments', deploymentRoutes(parts))
    .route('/releases', releaseRoutes(parts));

  const settled = () => {
    store.settle();
    return store.snapshot();
  };
  const limit = () => rate.present();
  const app = new Hono<GitHubEnv>()
    .route('/', adminRoutes(faults, requests, settled))
    .route('/', tagRoutes(world))
    .use(requests.middleware())
    .use(vendorHeaders(rate))
    .use(faultMiddleware(faults, faultAnswer))
    .use(authenticate(token, world.machineUser, appAuth))
    .get('/rate_limit', (c) =>
      c.json({
        resources: { core: limit(), search: { ...limit(), limit: 30, used: 0, remaining: 30 } },
        rate: limit(),
      }),
    );
  if (appAuth) app.route('/', appRoutes(appAuth, world.repositories[0]!.owner, links));
  app
    .use('/repos/:owner/:repo/*', async (c, next) => {
      const found = repositoryNamed(c.req.param('repo'));
      if (found?.owner.login !== c.req.param('owner').toLowerCase())
        throw notFound('rest/repos/repos#get-a-repository');
      c.set('repository', found);
      store.settle();
      await next();
    })
    .route('/repos/:owner/:repo', repository)
    .notFound(() => notFound().toResponse())
    .onError((error) => {
      if (error instanceof ApiError) return error.toResponse();
      console.error('sandbox GitHub:', error);
      return serverError().toResponse();
    });
  const listening = await listen(app, options.port);
  links.api = listening.url;
  return {
    ...listening,
    faults,
    requests,
    token,
    state: settled,
    moveTag: (move) => moveTag(world, move),
    async close() {
      await Promise.all([listening.close(), logListening.close()]);
    },
  };
}
