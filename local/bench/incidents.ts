import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Audience } from '../demo/audience';
import { ANY_PORTS, startStack } from '../stack';
import { type Figure } from './figures';
import { percentile } from './load';

const SAMPLES = 10;
const VENDOR_MS = 300;
const TOGETHER = 100;

/**
 * From `/incident create` to its channel with its people, its pager and its status page, with every vendor and Slack taking 300 ms
 * a call; and a hundred incidents opened at once.
 */
export async function incidents(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const stack = await startStack({ home, keep: false, ports: ANY_PORTS, env: { HOST_LOG_LEVEL: 'none' } });
  const audience = new Audience(stack);
  const rooms = () => stack.slack.workspace.state.channels.filter(({ name }) => name.startsWith('inc-'));
  const made = () => ({
    // Of an incident's channel the topic comes last.
    rooms: rooms().filter(({ topic, members }) => topic && members.includes('U0DAVE')).length,
    pages: stack.statuspage.state().incidents.length,
    alerts: stack.pagerDuty.state().alerts.length,
  });
  const create = (number: number) =>
    audience.as('dave').command('C0INCID', '/incident', `create "Payment trouble ${number}" --severity sev1`);
  const all = (count: number) => Object.values(made()).every((so) => so >= count);
  try {
    await create(0);
    await audience.until(() => all(1), 20);
    const slow = { kind: 'slow', milliseconds: VENDOR_MS } as const;
    stack.statuspage.faults.set(slow);
    stack.pagerDuty.faults.set(slow);
    stack.slack.faults.set(slow);
    const times: number[] = [];
    for (let sample = 1; sample <= SAMPLES; sample++) {
      const began = performance.now();
      await create(sample);
      await audience.until(() => all(1 + sample), 20);
      times.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
    times.sort((a, b) => a - b);
    stack.statuspage.faults.clear();
    stack.pagerDuty.faults.clear();
    stack.slack.faults.clear();
    const began = performance.now();
    const acknowledged = await Promise.all(Array.from({ length: TOGETHER }, (_, index) => create(100 + index)));
    const taken = acknowledged.filter(({ delivery }) => delivery?.answer?.status === 200).length;
    await audience.until(() => all(1 + SAMPLES + TOGETHER), 300);
    const seconds = (performance.now() - began) / 1_000;
    const { rooms: channels, pages, alerts } = made();
    const median = percentile(times, 0.5);
    return [
      {
        what: `create → channel, pager and status page, each vendor call ${VENDOR_MS} ms, p50 of ${SAMPLES}`,
        value: `${(median / 1_000).toFixed(2)} s`,
        ratio: `${(median / (2 * VENDOR_MS)).toFixed(1)} × two calls in a row`,
        goal: { value: median / 1_500, most: 1 },
      },
      {
        what: `${TOGETHER} incidents opened at once, until all is made`,
        value: `${seconds.toFixed(1)} s; ${taken} acknowledged; ${channels - 1 - SAMPLES} channels, ${pages - 1 - SAMPLES} on the page, ${alerts - 1 - SAMPLES} paged`,
        ratio: '',
      },
    ];
  } finally {
    await stack.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
