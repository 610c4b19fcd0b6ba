import { inspect } from 'node:util';
import { app, input } from 'durable-functions';
import { dependencies } from '../src/app';
import { createActivities } from '../src/activities/index';
import { durableOf } from '../src/durable-client';
import { orchestrators } from '../src/orchestrators/index';
import { type Durable } from '../src/model/durable';

for (const [name, orchestrator] of Object.entries(orchestrators)) app.orchestration(name, orchestrator);

type AnyActivity = (input: unknown, durable: Durable) => Promise<unknown>;

for (const [name, activity] of Object.entries(createActivities(dependencies()))) {
  app.activity(name, {
    extraInputs: [input.durableClient()],
    handler: async (value, context) => {
      try {
        return await (activity as AnyActivity)(value, durableOf(context));
      } catch (error) {
        context.error(inspect(error, { depth: 4 }));
        throw error;
      }
    },
  });
}
