import fc from 'fast-check';
import { cutFront, cleanCode } from '../../../src/platforms/shared/clean-text';
import { escapeMarkdown as escapeDiscord } from '../../../src/platforms/discord/render/escape-markdown';
import { escapeMarkdown as escapeTeams } from '../../../src/platforms/teams/render/markdown';
import { excerpt } from '../../../src/connectors/http/excerpt';
import { maskSecrets } from '../../../src/connectors/mask-secrets';
import { messageText, quotedMessage } from '../../../src/platforms/teams/message-text';
import { parseCommand } from '../../../src/parser/parse-command';
import { timeWindow } from '../../../src/parser/time-window';
import { toLines } from '../../../src/connectors/logs/to-lines';
import { unslackText } from '../../../src/platforms/slack/unslack-text';
import { context } from '../../parser/context';
import { type Tried } from '../try-properties';
import { PIECES } from './corpus';
import { leastMs } from '../../kit/least-ms';

const NOW = new Date('2026-11-24T10:00:00Z');

/** Whatever looks at text that people or vendors wrote. */
const READERS: Record<string, (text: string) => unknown> = {
  parseCommand: (text) => parseCommand(text, context),
  timeWindow: (text) => timeWindow(text, NOW),
  unslackText,
  messageText: (text) => messageText({ text }, []),
  quotedMessage: (content) => quotedMessage({ attachments: [{ contentType: 'text/html', content }] }),
  maskSecrets,
  excerpt,
  toLines: (raw) => toLines([{ at: NOW, level: undefined, raw }]),
  cleanCode: (text) => cutFront(cleanCode(text), 1_000),
  escapeDiscord,
  escapeTeams,
};

/** The longer text has four times the length: linear time grows fourfold, quadratic sixteenfold. */
const TIMES = 4;
const SHORT_CHARS = 16_000;
/** Below it, growth is noise. */
const NOTICED_MS = 25;
const MOST_GROWTH = 9;

const piece = fc.constantFrom(...PIECES);

const linear = fc.property(
  fc.constantFrom(...Object.keys(READERS)),
  fc.tuple(
    fc.constantFrom('', ...PIECES),
    fc.oneof(
      piece,
      fc.tuple(piece, piece).map((two) => two.join('')),
    ),
  ),
  fc.constantFrom('', ...PIECES),
  (name, [beginning, repeated], end) => {
    const read = READERS[name]!;
    const of = (chars: number) => beginning + repeated.repeat(Math.ceil(chars / repeated.length)) + end;
    const [short, long] = [of(SHORT_CHARS), of(SHORT_CHARS * TIMES)];
    const longMs = leastMs(() => read(long), NOTICED_MS);
    if (longMs < NOTICED_MS) return;
    const growth = longMs / leastMs(() => read(short), 0);
    if (growth <= MOST_GROWTH) return;
    throw new Error(`${name} takes ${longMs.toFixed(0)} ms, ${growth.toFixed(1)} × as long for ${TIMES} × the text`);
  },
);

export const growth: Tried[] = [{ what: 'what reads text takes linear time', holds: linear, runs: 20_000 }];
