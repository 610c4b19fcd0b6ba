import { inspect } from 'node:util';
import { app, input } from 'durable-functions';
import { dependencies } from '../src/app';
import { instanceOf, logOf } from '../src/activities/log-of';
import { measureActivity } from '../src/activities/measure-activity';
import { createActivities } from '../src/activities/index';
import { durableOf } from '../src/durable-client';
import { orchestrators } from '../src/orchestrators/index';
import { type Durable } from '../src/model/durable';
import { logLine } from '../src/model/log-line';
import { type Trace } from '../src/model/trace';
import { telemetry } from '../src/telemetry/telemetry';

for (const [name, orchestrator] of Object.entries(orchestrators)) app.orchestration(name, orchestrator);

type AnyActivity = (input: unknown, durable: Durable) => Promise<unknown>;

for (const [name, activity] of Object.entries(createActivities(dependencies()))) {
  app.activity(name, {
    extraInputs: [input.durableClient()],
    handler: (given, context) => {
      const { input: value, trace } = takeApart(given);
      const instance = instanceOf(value);
      const attributes = { 'countersign.activity': name, ...(instance && { 'countersign.instance': instance }) };
      const options = { kind: 'internal', attributes, parent: trace?.traceparent } as const;
      return telemetry.span(`activity ${name}`, options, async () => {
        try {
          const output = await (activity as AnyActivity)(value, durableOf(context));
          const line = logOf(name, value, output);
          if (line) context.info(logLine(line));
          measureActivity(name, value, output, new Date());
          return output;
        } catch (error) {
          const { name: kind } = error as Error;
          context.error(logLine({ event: 'activity.failed', instance, activity: name, error: kind }));
          context.error(inspect(error, { depth: 4 }));
          throw error;
        }
      });
    },
  });
}

/** What `traced` (src/orchestrators/act.ts) put together. */
function takeApart(given: unknown): { input: unknown; trace?: Trace } {
  if (typeof given !== 'object' || given === null || !('trace' in given)) return { input: given };
  const { trace, ...rest } = given as { trace: Trace };
  const bare = Object.keys(rest).join() === 'input';
  return { input: bare ? (rest as { input?: unknown }).input : rest, trace };
}
