/** Colours of Teams' Fluent 2 theme, light and dark. */
const THEMES = {
  light: {
    colours: {
      page: '#f5f5f5',
      card: '#ffffff',
      border: '#d1d1d1',
      text: '#242424',
      accent: '#4f52b2',
      attention: '#b10e1c',
    },
    subtle: '#616161',
    good: '#0e700e',
    warning: '#835c00',
    styles: { emphasis: '#f5f5f5', good: '#e7f2da', warning: '#fbf6d9', attention: '#fcf1f2', accent: '#e8ebfa' },
  },
  dark: {
    colours: {
      page: '#141414',
      card: '#292929',
      border: '#525252',
      text: '#ffffff',
      accent: '#9299f7',
      attention: '#f9526b',
    },
    subtle: '#adadad',
    good: '#92c353',
    warning: '#f8d22a',
    styles: { emphasis: '#1f1f1f', good: '#1c2e12', warning: '#3a2d05', attention: '#3f1a1d', accent: '#2f2f4a' },
  },
};

/** Colours of the page, and the host config that Teams would give to cards in this theme. */
export function theme(name: keyof typeof THEMES) {
  const { colours, subtle, good, warning, styles } = THEMES[name];
  const one = (colour: string) => ({ default: colour, subtle: colour });
  const foregroundColors = {
    default: { default: colours.text, subtle },
    dark: one('#242424'),
    light: one('#ffffff'),
    accent: one(colours.accent),
    good: one(good),
    warning: one(warning),
    attention: one(colours.attention),
  };
  const fontSizes = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 };
  const fontWeights = { lighter: 200, default: 400, bolder: 600 };
  return {
    colours,
    hostConfig: {
      spacing: { none: 0, small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
      separator: { lineThickness: 1, lineColor: colours.border },
      supportsInteractivity: true,
      fontTypes: {
        default: { fontFamily: "'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif", fontSizes, fontWeights },
        monospace: { fontFamily: "Consolas, 'DejaVu Sans Mono', monospace", fontSizes, fontWeights },
      },
      textStyles: { heading: { size: 'medium', weight: 'bolder' } },
      containerStyles: Object.fromEntries(
        Object.entries({ default: colours.card, ...styles }).map(([style, backgroundColor]) => [
          style,
          { backgroundColor, foregroundColors },
        ]),
      ),
      actions: {
        maxActions: 6,
        spacing: 'default',
        buttonSpacing: 8,
        actionsOrientation: 'horizontal',
        actionAlignment: 'left',
      },
      inputs: { label: { requiredInputs: { suffix: ' *', suffixColor: 'attention' } } },
      factSet: {
        title: { weight: 'bolder', wrap: true, maxWidth: 140 },
        value: { wrap: true },
        spacing: 16,
      },
    },
  };
}
