import { type Hono } from 'hono';
import { type ServerEnv } from '../../kit/server-env';
import { liveStream } from '../../pages/server/live-stream';
import { servePage } from '../../pages/server/serve-page';
import { type Command } from '../people/stage';
import { type Workspace } from '../workspace';
import { type Change, type Snapshot } from './model';
import { changeOf, snapshotOf } from './tell';

/** The workspace page at `/` and what keeps it up to date; it acts through `/_admin/as/<person>/<deed>`. */
export function pageRouter(workspace: Workspace, commands: Command[]): Hono<ServerEnv> {
  return servePage({ name: 'slack', title: `${workspace.state.team.name} – Slack on this machine` }).get(
    '/_page/live',
    (c) =>
      liveStream<Snapshot, Change>(c, {
        snapshot: () => snapshotOf(workspace.state, commands),
        subscribe: (listener) =>
          workspace.subscribe((moment) => {
            const change = changeOf(workspace.state, moment);
            if (change) listener(change);
          }),
      }),
  );
}
