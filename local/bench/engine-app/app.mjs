import { app } from '@azure/functions';
import * as df from 'durable-functions';

app.http('plain', { methods: ['POST'], authLevel: 'anonymous', handler: () => ({ jsonBody: { answer: 'plain' } }) });

df.app.activity('echo', { handler: (value) => value });
df.app.orchestration('one', function* ({ df: durable }) {
  return yield durable.callActivity('echo', durable.getInput());
});

/** A history of four events for each step; then each event `Go` is one more turn, shown in the custom status. */
df.app.orchestration('grown', function* ({ df: durable }) {
  const steps = durable.getInput();
  for (let step = 0; step < steps; step++) yield durable.callActivity('echo', step);
  for (let turn = 1; ; turn++) {
    durable.setCustomStatus(turn);
    yield durable.waitForExternalEvent('Go');
  }
});
