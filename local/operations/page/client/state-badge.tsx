import { type Instance } from '../model';

/** Durable's word for the state, in a colour of its own. */
export function StateBadge({ instance: { state, runtimeStatus } }: { instance: Instance }) {
  return <span className={`state ${state}`}>{runtimeStatus}</span>;
}
