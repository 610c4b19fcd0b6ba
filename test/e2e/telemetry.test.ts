import { CHANNEL } from '../../local/demo/audience';
import { startApplicationInsights } from '../kit/application-insights';
import { type CollectedSpan, type Collector, startCollector } from '../kit/collector';
import { openStage, type Stage } from './stage';

const REASON = 'words-that-alice-typed';
const KEY = 'key-of-the-collector';

let collector: Collector;
let insights: Awaited<ReturnType<typeof startApplicationInsights>>;
let stage: Stage;
let spans: CollectedSpan[];
let instance: string;

/** One deploy with approval and one refused vote; the host is stopped then, which sends what it has. */
beforeAll(async () => {
  [collector, insights] = await Promise.all([startCollector(), startApplicationInsights()]);
  stage = await openStage({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${KEY}`,
      ...insights.settings,
    },
  });
  const asked = await stage.request('alice', `order-service v2.4.1 production --reason "${REASON}"`);
  await stage.audience.as('bob').react(CHANNEL, asked.ts, 'white_check_mark');
  await stage.audience.shown(asked.since, ['Deploy complete. Health check passed.'], 30);
  instance = (await stage.outcomeOf(asked)).instance_id;
  await stage.stack.host().stop();
  spans = collector.spans();
}, 90_000);
afterAll(async () => {
  await stage.close();
  await Promise.all([collector.close(), insights.close()]);
});

const byId = (id: string | undefined) => spans.find(({ spanId }) => spanId === id);
const named = (name: string) => spans.filter((span) => span.name === name);

/** From a span to the head of its trace, by name. */
function wayTo(span: CollectedSpan | undefined): string[] {
  return span ? [span.name, ...wayTo(byId(span.parentSpanId))] : [];
}

it('shows one trace from the signed request at Slack to the call of GitHub after the approval', () => {
  const { traceId } = named('command deploy')[0]!;
  const dispatch = spans.find(
    ({ name, parentSpanId }) => name === 'GitHub POST' && byId(parentSpanId)?.name === 'activity startAction',
  );
  expect(wayTo(dispatch)).toEqual(['GitHub POST', 'activity startAction', 'command deploy', 'slack commands']);
  expect(dispatch?.traceId).toBe(traceId);
  const activities = spans.filter(
    (span) => span.name.startsWith('activity ') && span.attributes['countersign.instance'] === instance,
  );
  expect(activities.map(({ name }) => name)).toEqual(
    expect.arrayContaining(
      [
        'openRequest',
        'planCommand',
        'openRound',
        'tallyVotes',
        'lockTarget',
        'recordIntent',
        'pollAction',
        'recordOutcome',
      ].map((name) => `activity ${name}`),
    ),
  );
  expect(activities.filter((span) => span.traceId !== traceId)).toEqual([]);
});

it('sends its place in the trace to GitHub', () => {
  const sent = stage.stack.github.requests.list().find(({ path }) => path.endsWith('/dispatches'));
  const [, traceId, spanId] = String(sent?.headers['traceparent']).split('-');
  expect(byId(spanId)).toMatchObject({ name: 'GitHub POST', traceId, kind: 3 });
});

it('has the vote as a trace of its own, which names the instance that it woke', () => {
  const [vote] = named('slack events').filter(({ attributes }) => attributes['countersign.event'] === 'vote');
  expect(vote?.attributes['countersign.instance']).toBe(instance);
});

it('measures commands, acknowledgements, the wait for approval, the action, vendors and the audit log', () => {
  expect(collector.points('countersign.commands')).toEqual([{ command: 'deploy', result: 'success', value: 1 }]);
  expect(collector.points('countersign.approval.wait')).toEqual([
    { command: 'deploy', decision: 'approved', value: 1 },
  ]);
  expect(collector.points('countersign.action.duration')).toEqual([
    { command: 'deploy', result: 'succeeded', value: 1 },
  ]);
  const acknowledged = collector.points('countersign.ack.duration');
  expect(acknowledged).toContainEqual({ platform: 'slack', event: 'command', value: 1 });
  expect(collector.points('countersign.vendor.duration').map(({ vendor }) => vendor)).toEqual(
    expect.arrayContaining(['GitHub', 'Prometheus', 'slack']),
  );
  expect(collector.points('countersign.audit.lag').map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['intent', 'vote', 'outcome']),
  );
});

it('tells Application Insights the same, in its own form', () => {
  const [dispatch] = named('GitHub POST');
  const told = insights.items.find(({ data }) => data.baseData.id === dispatch?.spanId);
  expect(told).toMatchObject({
    data: { baseType: 'RemoteDependencyData', baseData: { success: true } },
    tags: { 'ai.operation.id': dispatch?.traceId, 'ai.operation.parentId': dispatch?.parentSpanId },
  });
  const metrics = insights.items.flatMap(({ data }) => data.baseData.metrics ?? []).map(({ name }) => name);
  expect(metrics).toEqual(expect.arrayContaining(['countersign.commands', 'countersign.audit.lag']));
  expect([...insights.asked]).toEqual(['POST /v2.1/track']);
});

it('an instance that is added under load loads what commands wait for before it takes any', async () => {
  const host = await stage.stack.restartHost(['--scale-out']);
  await host.stop();
  const [warm] = collector.spans().filter(({ name }) => name === 'warm up');
  expect(warm).toMatchObject({ kind: 1, status: { code: 0 } });
  expect(stage.said.join('\n')).not.toMatch(/error .*warmup/);
}, 60_000);

it('tells nothing of what was typed, by whom, or with which secret', () => {
  const told = collector.text() + JSON.stringify(insights.items);
  for (const secret of [
    REASON,
    KEY,
    'v2.4.1',
    'U0ALICE',
    'alice',
    stage.stack.slack.signingSecret,
    stage.stack.env['GITHUB_TOKEN']!,
  ])
    expect(told).not.toContain(secret);
  expect(collector.headers.every((sent) => sent['x-api-key'] === KEY)).toBe(true);
});
