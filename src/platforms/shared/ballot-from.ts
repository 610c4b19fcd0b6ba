import { type Ballot } from '../../model/view';
import { asText, type JsonObject } from './read-json';

/** A ballot that came back from a message; undefined for what is none. That it is of an open round is checked elsewhere. */
export function ballotFrom({ instanceId, round, planHash }: JsonObject): Ballot | undefined {
  const instance = asText(instanceId);
  const hash = asText(planHash);
  if (!instance || !/^[\w-]{1,128}$/.test(instance)) return undefined;
  if (!hash || !/^[\w:+/=-]{1,128}$/.test(hash)) return undefined;
  if (typeof round !== 'number' || !Number.isSafeInteger(round) || round < 0) return undefined;
  return { instanceId: instance, round, planHash: hash };
}
