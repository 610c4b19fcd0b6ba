import { type Dependencies } from '../../src/activities/dependencies';
import { createActivities } from '../../src/activities/index';
import { orchestrators } from '../../src/orchestrators/index';

it('no activity has the name of an orchestrator: the host would not start', () => {
  const activities = Object.keys(createActivities({} as Dependencies));
  expect(activities.filter((name) => Object.hasOwn(orchestrators, name))).toEqual([]);
});
