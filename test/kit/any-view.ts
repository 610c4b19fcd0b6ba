import fc from 'fast-check';
import { type Ballot, type Inline, type View } from '../../src/model/view';

/** Views of every shape, with words that are empty, endless, broken or full of markup. @param account of the people in them */
export function anyView(account: fc.Arbitrary<{ [platform: string]: string }>, ballot: Ballot): fc.Arbitrary<View> {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'binary' }).map((text) => text.repeat(50)),
    fc.constantFrom(
      ...['', ' ', '\n', '\ud83d', 'a'.repeat(5000), '"\\'.repeat(2000), '&<>'.repeat(2000), '👩‍👩‍👧'.repeat(400)],
      ...['${title}', '<at>bob</at>', '*_[<&lt;'.repeat(2000), '語'.repeat(3000)],
      ...['*_~|`[]()<@>:'.repeat(200), '```'.repeat(900), '# - + > 1. '.repeat(100)],
    ),
  );
  const url = fc.oneof(fc.webUrl(), words, fc.constantFrom(`https://x.example/${'ü'.repeat(2000)}`, 'ftp://x.example'));
  const person = fc.record({ id: fc.oneof(words, fc.constantFrom('bob', 'carol')), accounts: account });
  const inline: fc.Arbitrary<Inline> = fc.oneof(
    words,
    fc.record({ bold: words }),
    fc.record({ code: words }),
    fc.record({ link: words, url }),
    fc.record({ person }),
    fc.record({
      time: fc.oneof(words, fc.constantFrom('2026-11-24T10:30:00Z', '1900-01-01', '+275760-09-13T00:00:00Z')),
    }),
  );
  const line = fc.array(inline, { maxLength: 60, size: 'max' });
  const lines = fc.array(line, { maxLength: 60, size: 'max' });
  const state = fc.constantFrom(
    'waiting' as const,
    'running' as const,
    'done' as const,
    'failed' as const,
    'skipped' as const,
  );
  const say = {
    kind: fc.constantFrom('approve', 'reject', 'confirm', 'cancel'),
    ballot: fc.constant(ballot),
    about: words,
  };
  return fc.record(
    {
      kind: fc.constantFrom('request', 'progress', 'result', 'notice', 'help', 'status', 'logs', 'incident'),
      tone: fc.constantFrom('neutral', 'waiting', 'good', 'bad'),
      icon: words,
      headline: line,
      lines,
      facts: fc.array(fc.record({ label: words, value: line }), { maxLength: 40 }),
      lists: fc.array(fc.record({ title: words, items: lines, more: line }), { maxLength: 8 }),
      chart: fc.record({ title: words, points: fc.array(fc.option(fc.double()), { maxLength: 200, size: 'max' }) }),
      progress: fc.record({ done: fc.integer(), total: fc.integer() }),
      steps: fc.array(fc.record({ label: words, state }), { maxLength: 80 }),
      code: fc.record({ title: words, text: words }),
      links: fc.array(fc.record({ text: words, url }), { maxLength: 20 }),
      actions: fc.array(
        fc.oneof(
          fc.record(say, { requiredKeys: ['kind', 'ballot'] }),
          fc.record({ kind: fc.constant('run' as const), label: words, line: words }),
        ),
      ),
      footer: lines,
      reactionHint: line,
      audience: fc.record({ requester: person, approvers: fc.array(person) }),
    },
    { requiredKeys: ['kind', 'tone', 'icon', 'headline'] },
  );
}
