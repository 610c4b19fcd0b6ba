import { type View } from '../src/model/view';

type State = NonNullable<View['steps']>[number]['state'];

/** How text stands out: by colours, or not at all. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  code(text: string): string;
  tone(tone: View['tone'], text: string): string;
  step(state: State, text: string): string;
}

const TONES = { neutral: '1', waiting: '1;33', good: '1;32', bad: '1;31' };
const STEPS: Record<State, string> = { waiting: '2', running: '33', done: '32', failed: '31', skipped: '2' };

/** https://no-color.org */
export function wantsColor(stream: { isTTY?: boolean }, env: Record<string, string | undefined>): boolean {
  return stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

export function styleWith(color: boolean): Style {
  const dress = (code: string) => (text: string) => (color && text ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    bold: dress('1'),
    dim: dress('2'),
    code: dress('36'),
    tone: (tone, text) => dress(TONES[tone])(text),
    step: (state, text) => dress(STEPS[state])(text),
  };
}
