import { type PersonRef } from '../model/person';
import { refer } from '../model/refer';
import { type Tools } from './command';

/** `refer`, for one person. */
export function personRef(id: string, tools: Pick<Tools, 'company'>): PersonRef {
  return refer(tools)(id);
}
