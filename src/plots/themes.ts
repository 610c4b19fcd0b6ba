export type Theme = 'light' | 'dark';

const FONT = 'Inter, system-ui, sans-serif';

/** ECharts themes in the colours that chat clients have around them. */
export const themes: Record<Theme, object> = {
  light: theme({ back: '#ffffff', ink: '#1d1c1d', faint: '#616061', line: '#e3e3e3' }),
  dark: theme({ back: '#1a1d21', ink: '#f0f0f0', faint: '#b0b3b8', line: '#3a3d42' }),
};

function theme({ back, ink, faint, line }: Record<'back' | 'ink' | 'faint' | 'line', string>): object {
  const axis = {
    axisLine: { lineStyle: { color: line } },
    axisTick: { lineStyle: { color: line } },
    axisLabel: { color: faint, fontSize: 13 },
    splitLine: { lineStyle: { color: line } },
    nameTextStyle: { color: faint, fontSize: 13 },
  };
  return {
    backgroundColor: back,
    color: ['#2c7be5', '#d9480f', '#2b9348', '#9c36b5', '#c08a00'],
    textStyle: { fontFamily: FONT, color: ink },
    title: { textStyle: { color: ink, fontSize: 18, fontWeight: 600 }, subtextStyle: { color: faint, fontSize: 13 } },
    legend: { textStyle: { color: ink, fontSize: 13 } },
    categoryAxis: axis,
    valueAxis: axis,
    timeAxis: axis,
  };
}
