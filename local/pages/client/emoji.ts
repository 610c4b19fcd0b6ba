/** Emoji by the names that chat platforms give them; any other is shown as `:name:`. */
const emoji: Record<string, string> = {
  white_check_mark: '✅',
  x: '❌',
  thumbsup: '👍',
  '+1': '👍',
  thumbsdown: '👎',
  '-1': '👎',
  eyes: '👀',
  tada: '🎉',
  rocket: '🚀',
  heart: '❤️',
  raised_hands: '🙌',
  clap: '👏',
  pray: '🙏',
  fire: '🔥',
  '100': '💯',
  smile: '😄',
  joy: '😂',
  thinking_face: '🤔',
  sweat_smile: '😅',
  cry: '😢',
  wave: '👋',
  muscle: '💪',
  coffee: '☕',
  bulb: '💡',
  bug: '🐛',
  wrench: '🔧',
  hammer: '🔨',
  package: '📦',
  ship: '🚢',
  heavy_check_mark: '✔️',
  heavy_multiplication_x: '✖️',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  warning: '⚠️',
  rotating_light: '🚨',
  information_source: 'ℹ️',
  question: '❓',
  exclamation: '❗',
  hourglass_flowing_sand: '⏳',
  hourglass: '⌛',
  stopwatch: '⏱️',
  alarm_clock: '⏰',
  lock: '🔒',
  unlock: '🔓',
  key: '🔑',
  repeat: '🔁',
  arrow_up: '⬆️',
  arrow_down: '⬇️',
  arrow_right: '➡️',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  large_blue_circle: '🔵',
  book: '📖',
  memo: '📝',
  scroll: '📜',
  chart_with_upwards_trend: '📈',
  bar_chart: '📊',
  link: '🔗',
  robot_face: '🤖',
  bell: '🔔',
  mag: '🔍',
  construction: '🚧',
  rewind: '⏪',
  star: '⭐',
  sparkles: '✨',
  zap: '⚡',
};

/** What can be picked as a reaction; those that decide something first. */
export const reactionChoices = (
  'white_check_mark x thumbsup thumbsdown eyes tada rocket heart raised_hands clap pray fire 100 smile joy ' +
  'thinking_face sweat_smile wave muscle coffee bulb bug wrench hourglass warning rotating_light lock question'
).split(' ');

/** @param name without colons; a skin tone (`+1::skin-tone-3`) is left out */
export const emojiOf = (name: string) => emoji[name.replace(/::skin-tone-\d$/, '')] ?? `:${name}:`;

/** Replaces `:name:` by the emoji, where it is known. */
export const withEmoji = (text: string) =>
  text.replace(
    /:([a-z0-9_+-]+(?:::skin-tone-\d)?):/g,
    (found, name: string) => emoji[name.replace(/::.*/, '')] ?? found,
  );

/** `white_check_mark` → `white check mark` */
export const spokenName = (name: string) => name.replace(/::.*/, '').replaceAll('_', ' ');
