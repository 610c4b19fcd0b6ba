import { Hono } from 'hono';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import type { ServerEnv } from '../../kit/server-env';
import { demoDirectory, type Directory } from './directory';
import { Chats } from './chats';
import { chatRoutes } from './chat-routes';
import { Calendars } from './calendars';
import { eventRoutes } from './event-routes';
import { Team } from './teams';
import { teamRoutes } from './team-routes';
import { fileRoutes } from './file-routes';
import { graphError } from './graph-error';
import { groupRoutes } from './group-routes';

export interface GraphOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Default `sandbox-graph-token`. */
  token?: string;
  /** The most that one page holds, whatever is asked for. Default 100. */
  page?: number;
  /** ms since 1970; default the system's clock. */
  now?: () => number;
}

/** Those of local/teams. */
const TEAM = '00000000-0000-0000-0000-0000000000a1';
const TENANT = '00000000-0000-0000-0000-0000000000ff';

export interface GraphServer extends Listening {
  token: string;
  directory: Directory;
  calendars: Calendars;
  team: Team;
  chats: Chats;
  faults: Faults;
  requests: Recorder;
}

/** The parts of Microsoft Graph that the product asks, in memory, on 127.0.0.1. */
export async function startGraph(options: GraphOptions = {}): Promise<GraphServer> {
  const { token = 'sandbox-graph-token', page = 100, now = Date.now } = options;
  const directory = demoDirectory();
  const calendars = new Calendars();
  const team = new Team(TEAM, TENANT);
  const chats = new Chats(now);
  const faults = new Faults();
  const requests = new Recorder(now);

  const app = new Hono<ServerEnv>()
    .route(
      '/',
      adminRoutes(faults, requests, () => ({
        ...directory.list(),
        events: calendars.events,
        channels: team.channels,
        chats: chats.all,
        files: team.library.files.map(({ content, ...file }) => ({ ...file, text: content.toString() })),
      })),
    )
    .use(requests.middleware())
    .use(faultMiddleware(faults, (status) => graphError(status)))
    .use(async (c, next) => (c.req.header('authorization') === `Bearer ${token}` ? next() : graphError(401)))
    .route('/', groupRoutes(directory, page))
    .route('/', eventRoutes(directory, calendars))
    .route('/', teamRoutes(directory, team))
    .route('/', fileRoutes(team))
    .route('/', chatRoutes(directory, chats))
    .notFound(() => graphError(404))
    .onError((error) => {
      console.error('sandbox Microsoft Graph:', error);
      return graphError(500);
    });

  const listening = await listen(app, options.port);
  return { ...listening, token, directory, calendars, team, chats, faults, requests };
}
