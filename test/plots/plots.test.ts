import { writeFileSync } from 'node:fs';
import { plotSvg } from '../../src/plots/plot-svg';
import { plotsPng } from '../../src/plots/plots-png';
import { svgToPng } from '../../src/plots/svg-to-png';
import { timelinePng } from '../../src/plots/timeline-png';
import { timelinePlot } from '../../src/plots/timeline-plot';

const option = (title: string) => ({
  title: { text: title },
  xAxis: { type: 'category', data: ['Mon', 'Tue', '<b>Wed</b>'] },
  yAxis: { type: 'value', name: 'deploys' },
  series: [{ type: 'bar', data: [3, 5, 1] }],
});
const size = { width: 600, height: 300 };

describe('A plot', () => {
  it('is drawn twice as sharp as its size, in light and in dark', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const png = await svgToPng(plotSvg(option('Deploys'), size, theme));
      expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
      const view = new DataView(png.buffer, png.byteOffset);
      expect([view.getUint32(16), view.getUint32(20)]).toEqual([1_200, 600]);
      if (process.env['PLOTS']) writeFileSync(`${process.env['PLOTS']}/plot-${theme}.png`, png);
    }
  });

  it('is one of several in a picture, one below the other', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const png = await plotsPng([option('One'), option('Two')], size, theme);
      const view = new DataView(png.buffer, png.byteOffset);
      expect([view.getUint32(16), view.getUint32(20)]).toEqual([1_200, 1_200]);
      if (process.env['PLOTS']) writeFileSync(`${process.env['PLOTS']}/plots-${theme}.png`, png);
    }
  });

  it('draws hostile titles as text', () => {
    const svg = plotSvg(option('"><script>alert(1)</script><image href="https://evil.example/x.png"/>'), size, 'light');
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toMatch(/<script|<image|<b>/);
  });
});

/** A SEV-1 of 23 minutes with so many entries. */
const timeline = (title: string, entries: number) => ({
  title,
  from: '2026-03-04T15:00:47.000Z',
  to: '2026-03-04T15:23:50.000Z',
  entries: Array.from({ length: entries }, (_, index) => ({
    at: new Date(Date.parse('2026-03-04T15:00:47Z') + (index * 1_380_000) / Math.max(entries - 1, 1)).toISOString(),
    text: TEXTS[index % TEXTS.length]!,
  })),
  phases: [
    { status: 'investigating' as const, from: '2026-03-04T15:00:47.000Z', to: '2026-03-04T15:10:00.000Z' },
    { status: 'identified' as const, from: '2026-03-04T15:10:00.000Z', to: '2026-03-04T15:23:50.000Z' },
  ],
});
const TEXTS = [
  '@dave opened SEV-1: Payment processing failures',
  '@erin noted: Stripe says nothing on its status page, and our dashboards show errors since 15:00',
  '@dave told: Identified. Root cause identified: Stripe API key expired',
  '@bob /deploy payment-service v2.4.2 production: success',
  '@dave resolved it: Stripe API key rotated, payments flowing',
];
const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe("An incident's timeline", () => {
  it.each([
    ['five entries', timeline('SEV-1: Payment processing failures', 5)],
    ['one entry', timeline('SEV-3: Slow', 1)],
    ['300 entries', timeline('SEV-1: Long', 300)],
    ['a hostile title', timeline('"><script>alert(1)</script>\u0000\u001b[31m\ud83d \n{a|b} \u202e🔥 <!channel>', 3)],
    ['a title of 150 letters', timeline('漢字 and letters '.repeat(11), 3)],
  ])('with %s is a picture that every chat shows', async (what, given) => {
    const png = await timelinePng(given);
    const [width = 0, height = 0] = sizeOf(png);
    expect(width).toBe(1_020);
    expect(height).toBeLessThanOrEqual(1_024);
    expect(png.length).toBeLessThan(300_000);
    if (process.env['PLOTS']) {
      writeFileSync(`${process.env['PLOTS']}/timeline-${what.replaceAll(' ', '-')}.png`, png);
      const { option, size: all } = timelinePlot(given);
      writeFileSync(`${process.env['PLOTS']}/timeline-dark.png`, await svgToPng(plotSvg(option, all, 'dark'), 1.5));
    }
  });

  it('of a few seconds tells the seconds', () => {
    const short = { ...timeline('SEV-3: Short', 2), to: '2026-03-04T15:01:20.000Z', entries: [], phases: [] };
    const entries = [{ at: '2026-03-04T15:00:47.000Z', text: 'Opened' }];
    const { option, size: all } = timelinePlot({ ...short, entries });
    expect(plotSvg(option, all, 'light')).toContain('15:00:47');
  });

  it('shows what people said as text, and leaves out what no picture can hold', () => {
    const { option, size: all } = timelinePlot(timeline('<image href="https://evil.example/x.png"/>\u0000\ud83d', 2));
    const svg = plotSvg(option, all, 'light');
    expect(svg).toContain('&lt;image');
    expect(svg).not.toMatch(/<image|<script|[\u0000-\u0008]|\p{Surrogate}/u);
    expect(svg).toContain('15:00');
  });
});
