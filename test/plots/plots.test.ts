import { writeFileSync } from 'node:fs';
import { plotSvg } from '../../src/plots/plot-svg';
import { plotsPng } from '../../src/plots/plots-png';
import { svgToPng } from '../../src/plots/svg-to-png';

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
