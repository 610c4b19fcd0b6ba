import { plotSvg } from './plot-svg';
import { svgToPng } from './svg-to-png';
import { type Timeline, timelinePlot } from './timeline-plot';

/** 1,020 pixels wide, and never higher than 1,024: what every chat shows inline. */
const ZOOM = 1.5;

/** An incident's timeline as a picture. */
export async function timelinePng(timeline: Timeline): Promise<Uint8Array> {
  const { option, size } = timelinePlot(timeline);
  return svgToPng(plotSvg(option, size, 'light'), ZOOM);
}
