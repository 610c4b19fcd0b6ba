import { type Figures } from './figures';

const axis = { type: 'value', minInterval: 1 };
const grid = { left: 28, right: 24, bottom: 28, top: 72 };
const CROWDED = 10;

/** What there is to draw, as options of ECharts. */
export function plotsOf({ deploymentsByDay, commandsByHour }: Figures) {
  const days = deploymentsByDay.map(({ day }) => day.slice(5));
  const stacked = { type: 'bar', stack: 'all', barMaxWidth: 32 };
  return {
    deployments: {
      title: { text: 'Deployments to production by day', left: 16, top: 12 },
      legend: { right: 16, top: 16 },
      grid,
      xAxis: { type: 'category', data: days, axisLabel: { hideOverlap: true, rotate: days.length > CROWDED ? 45 : 0 } },
      yAxis: axis,
      series: [
        { ...stacked, name: 'worked', data: deploymentsByDay.map(({ worked }) => worked) },
        { ...stacked, name: 'failed', data: deploymentsByDay.map(({ failed }) => failed) },
      ],
    },
    hours: {
      title: { text: 'Commands by hour of the day, UTC', left: 16, top: 12 },
      grid,
      xAxis: { type: 'category', data: commandsByHour.map((_, hour) => String(hour).padStart(2, '0')) },
      yAxis: axis,
      series: [{ type: 'bar', barMaxWidth: 32, data: commandsByHour }],
    },
  };
}
