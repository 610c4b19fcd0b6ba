import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type Theme, themes } from './themes';

use([
  BarChart,
  CustomChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
  SVGRenderer,
]);

export interface PlotSize {
  /** CSS pixels. */
  width: number;
  height: number;
}

/** No XML may hold these, and a single one would keep the whole plot from being drawn. */
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** A plot as SVG. Text in options is drawn as it stands: ECharts escapes it, and nothing in it is markup. */
export function plotSvg(option: EChartsCoreOption, { width, height }: PlotSize, theme: Theme): string {
  const chart = init(null, themes[theme], { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    return chart.renderToSVGString().replace(NOT_IN_XML, '');
  } finally {
    chart.dispose();
  }
}
