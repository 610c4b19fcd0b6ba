import { type EChartsCoreOption } from 'echarts/core';
import { plotSvg, type PlotSize } from './plot-svg';
import { svgToPng } from './svg-to-png';
import { type Theme } from './themes';

/** Plots one below the other, as one picture. */
export function plotsPng(options: EChartsCoreOption[], { width, height }: PlotSize, theme: Theme): Promise<Uint8Array> {
  const plots = options.map(
    (option, at) =>
      `<svg x="0" y="${at * height}" width="${width}" height="${height}">${plotSvg(option, { width, height }, theme)}</svg>`,
  );
  const whole = { width, height: height * options.length };
  return svgToPng(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole.width}" height="${whole.height}">${plots.join('')}</svg>`,
  );
}
