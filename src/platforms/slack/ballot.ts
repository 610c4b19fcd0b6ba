import { type Ballot } from '../../model/view';
import { ballotFrom } from '../shared/ballot-from';
import { parseObject } from '../shared/read-json';

/** A button's value. */
export function writeBallot({ instanceId, round, planHash }: Ballot): string {
  return JSON.stringify({ instanceId, round, planHash });
}

/** Undefined for anything that `writeBallot` did not write. */
export function readBallot(value: string | undefined): Ballot | undefined {
  return value === undefined ? undefined : ballotFrom(parseObject(value) ?? {});
}
