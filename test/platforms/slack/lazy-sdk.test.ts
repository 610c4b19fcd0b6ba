import { eventOf, fixture, sendCommand, sendEvent, sendInteraction, slack } from './signed-request';

let loads = 0;
jest.mock('@slack/web-api', () => {
  loads++;
  return { WebClient: class {} };
});

test("the acknowledgement path loads nothing of Slack's SDK; the outbox does", async () => {
  await eventOf(sendCommand(fixture('slash-command')));
  await eventOf(sendInteraction(fixture('block-actions')));
  await eventOf(sendEvent(fixture('reaction-added')));
  const asked = await eventOf(sendCommand(fixture('slash-command')));
  slack.acknowledge(asked, { kind: 'notice', tone: 'neutral', icon: 'ℹ️', headline: ['Hello'] });
  expect(loads).toBe(0);
  await slack.outbox();
  expect(loads).toBe(1);
});
