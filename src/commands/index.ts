import { type Command } from './command';
import { deploy } from './deploy';
import { help } from './help';
import { migrate } from './migrate';
import { rollback } from './rollback';
import { scale } from './scale';

const working: Command[] = [deploy, rollback, scale, migrate];

/** Every command there is. A new one is its file and its name in `working`. */
export const commands: Command[] = [...working, help(working.map(({ spec }) => spec))];
