import { type Ballot } from '../../model/view';
import { asText, type JsonObject, parseObject } from './read-json';

/** A button's value. */
export function writeBallot({ instanceId, round, planHash }: Ballot): string {
  return JSON.stringify({ instanceId, round, planHash });
}

/** Undefined for anything that `writeBallot` did not write. That it is of an open round is checked elsewhere. */
export function readBallot(value: string | undefined): Ballot | undefined {
  return value === undefined ? undefined : ballotFrom(parseObject(value) ?? {});
}

export function ballotFrom({ instanceId, round, planHash }: JsonObject): Ballot | undefined {
  const instance = asText(instanceId);
  const hash = asText(planHash);
  if (!instance || !/^[\w-]{1,128}$/.test(instance)) return undefined;
  if (!hash || !/^[\w:+/=-]{1,128}$/.test(hash)) return undefined;
  if (typeof round !== 'number' || !Number.isSafeInteger(round) || round < 0) return undefined;
  return { instanceId: instance, round, planHash: hash };
}
