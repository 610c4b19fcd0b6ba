import type { HttpBindings } from '@hono/node-server';
import type { Fault } from './faults';

/** What every local server's hono app carries: Node's request and response, and the fault that hit this request. */
export interface ServerEnv {
  Bindings: HttpBindings;
  Variables: { fault?: Fault };
}
