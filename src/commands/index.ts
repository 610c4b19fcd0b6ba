import { type Command } from './command';
import { approvals } from './approvals';
import { audit } from './audit';
import { cancel } from './cancel';
import { delegate } from './delegate';
import { deploy } from './deploy';
import { extend } from './extend';
import { help } from './help';
import { incident } from './incident';
import { lock } from './lock';
import { locks } from './locks';
import { logs } from './logs';
import { manual } from './manual';
import { migrate } from './migrate';
import { review } from './review';
import { rollback } from './rollback';
import { scale } from './scale';
import { stats } from './stats';
import { status } from './status';
import { unlock } from './unlock';

const changing = [deploy, rollback, scale, migrate];
const working: Command[] = [
  ...changing,
  status,
  logs,
  stats,
  incident,
  approvals,
  cancel(changing),
  extend,
  delegate,
  review,
  locks,
  lock,
  unlock,
  manual(changing),
];

const asked: Command[] = [...working, audit(working)];

/** Every command there is. A new one is its file and its name in `working`. */
export const commands: Command[] = [...asked, help(asked)];
