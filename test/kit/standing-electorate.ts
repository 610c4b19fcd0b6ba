import { type Electorate } from '../../src/electorate/electorate';
import { NOBODY_OUTSIDE } from '../../src/model/outside-members';

/** No group is kept elsewhere and nobody stands in for anybody: who may decide is who the verdict says. */
export const standing: Electorate = {
  outside: async () => NOBODY_OUTSIDE,
  members: async () => NOBODY_OUTSIDE,
  now: async ({ verdict }) => verdict,
};
