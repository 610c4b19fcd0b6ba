import { inspect } from 'node:util';
import { app, input } from 'durable-functions';
import { dependencies } from '../src/app';
import { instanceOf, logOf } from '../src/activities/log-of';
import { createActivities } from '../src/activities/index';
import { durableOf } from '../src/durable-client';
import { orchestrators } from '../src/orchestrators/index';
import { type Durable } from '../src/model/durable';
import { logLine } from '../src/model/log-line';

for (const [name, orchestrator] of Object.entries(orchestrators)) app.orchestration(name, orchestrator);

type AnyActivity = (input: unknown, durable: Durable) => Promise<unknown>;

for (const [name, activity] of Object.entries(createActivities(dependencies()))) {
  app.activity(name, {
    extraInputs: [input.durableClient()],
    handler: async (value, context) => {
      try {
        const output = await (activity as AnyActivity)(value, durableOf(context));
        const line = logOf(name, value, output);
        if (line) context.info(logLine(line));
        return output;
      } catch (error) {
        const { name: kind } = error as Error;
        context.error(logLine({ event: 'activity.failed', instance: instanceOf(value), activity: name, error: kind }));
        context.error(inspect(error, { depth: 4 }));
        throw error;
      }
    },
  });
}
