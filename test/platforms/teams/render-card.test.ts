import fc from 'fast-check';
import { parsers } from 'prettier/plugins/markdown';
import { checkCard } from '../../../local/teams/cards/check-card';
import { type Form } from '../../../src/model/form';
import { type Inline, type View, type ViewAction } from '../../../src/model/view';
import { CARD_BYTES } from '../../../src/platforms/teams/render/card-limits';
import { escapeMarkdown, markdown } from '../../../src/platforms/teams/render/markdown';
import { type RenderedCard, renderCard } from '../../../src/platforms/teams/render/render-card';

import { anyView } from '../../kit/any-view';
import { samples } from './samples';

const sample = (name: string): View => samples.find(([one]) => one === name)![1];
const bytes = ({ card }: RenderedCard) => Buffer.byteLength(JSON.stringify(card));

/** Every object of a card that has a type, in the order of reading. */
function elements(node: unknown): Record<string, unknown>[] {
  if (Array.isArray(node)) return node.flatMap(elements);
  if (typeof node !== 'object' || node === null) return [];
  const inside = Object.entries(node).flatMap(([key, value]) => (key === 'refresh' ? [] : elements(value)));
  return 'type' in node ? [node, ...inside] : inside;
}
const ofType = ({ card }: RenderedCard, type: string) => elements(card).filter((element) => element['type'] === type);
const verbs = (rendered: RenderedCard) => ofType(rendered, 'Action.Execute').map(({ verb }) => verb);

const notice = (parts: Partial<View>): View => ({
  kind: 'notice',
  tone: 'neutral',
  icon: 'ℹ️',
  headline: ['Notice'],
  ...parts,
});

describe('each sample beside the template', () => {
  test('they are the ten kinds of cards that there are', () => {
    expect(samples.map(([name]) => name).sort()).toEqual(
      ['request', 'progress', 'result', 'rejection', 'expiry', 'status', 'logs', 'help', 'error', 'incident'].sort(),
    );
  });

  test.each(samples)('%s is a card without a mistake', (_, view) => {
    const rendered = renderCard(view, 'everybody', {});
    expect(checkCard(rendered.card)).toEqual([]);
    expect(bytes(rendered)).toBeLessThanOrEqual(CARD_BYTES);
    expect(JSON.stringify(rendered.card)).not.toMatch(/\$\{|undefined/);
    expect(rendered.card).toMatchObject({ type: 'AdaptiveCard', version: '1.5', fallbackText: expect.any(String) });
  });
});

test('a request says the same as text', () => {
  expect(renderCard(sample('request'), 'everybody').summary).toBe(
    [
      '🚀 Deploy order-service v2.4.1 to production',
      'Requires approval from a team lead.',
      'Requested by: @alice',
      'Reason: Totals of refunds are a cent off',
      'Change: v2.4.0 (4be1d22) → v2.4.1 (a1b2c3d)',
      'May approve: @bob or @carol',
      'Approvals: 0 of 1',
      'Expires: 2026-11-27 11:30 UTC',
    ].join('\n'),
  );
});

test('a button of one among several requests says which, on one line', () => {
  const [{ ballot }] = sample('request').actions as [Extract<ViewAction, { ballot: unknown }>];
  const rendered = renderCard(
    notice({ actions: [{ kind: 'approve', ballot, about: 'scale\nevil\u202e' }] }),
    'everybody',
  );
  expect(ofType(rendered, 'Action.Execute')).toMatchObject([
    { title: 'Approve: scale evil', tooltip: 'Approve: scale evil', verb: 'approve', data: { ballot } },
  ]);
});

test('a confirmation that is typed has an input, for its requester alone', () => {
  const { ballot } = sample('request').actions?.[0] as Extract<ViewAction, { ballot: unknown }>;
  const audience = { requester: { id: 'alice', accounts: {} }, approvers: [{ id: 'bob', accounts: {} }] };
  const view = notice({
    actions: [
      { kind: 'confirm', ballot, type: 'order-service' },
      { kind: 'cancel', ballot },
    ],
    audience,
  });
  const card = renderCard(view, { person: 'alice' });
  expect(checkCard(card.card)).toEqual([]);
  expect(ofType(card, 'Input.Text')).toMatchObject([{ id: 'typed', label: 'Type order-service to confirm' }]);
  expect(ofType(card, 'Action.Execute')).toMatchObject([
    { verb: 'confirm', associatedInputs: 'auto' },
    { verb: 'cancel', associatedInputs: 'none' },
  ]);
  expect(ofType(renderCard(view, { person: 'bob' }), 'Input.Text')).toEqual([]);
});

test('a form is inputs and one button, with what is wrong above each', () => {
  const form = {
    command: 'deploy',
    summary: 'Deploy',
    line: '/deploy',
    from: 'abc',
    fields: [
      { name: 'service', label: 'Service', kind: 'choice', choices: ['a', '**b**'], optional: false, value: 'a' },
      { name: 'version', label: 'Version', kind: 'version', optional: false },
      {
        name: 'many',
        label: 'Many',
        kind: 'choice',
        choices: Array.from({ length: 500 }, (_, n) => `s${n}`),
        optional: true,
      },
      { name: 'dry-run', label: 'Dry run', kind: 'flag', optional: true, hint: 'change nothing', value: 'true' },
    ],
  } satisfies Form;
  const card = renderCard(notice({ form, faults: { version: 'Not **that** one.' } }), { person: 'alice' });
  expect(checkCard(card.card)).toEqual([]);
  const asks = (field: string) => ({ type: 'Data.Query', dataset: `deploy.${field}`, associatedInputs: 'auto' });
  expect(ofType(card, 'Input.ChoiceSet')).toMatchObject([
    { id: 'field-service', value: 'a', isRequired: true },
    { id: 'field-version', style: 'filtered', 'choices.data': asks('version') },
    { id: 'field-many', style: 'filtered', 'choices.data': asks('many') },
  ]);
  expect(ofType(card, 'Input.Text')).toEqual([]);
  expect(ofType(card, 'Input.Toggle')).toMatchObject([{ id: 'field-dry-run', value: 'true' }]);
  expect(JSON.stringify(card.card)).toContain('Not \\\\*\\\\*that');
  expect(ofType(card, 'Action.Execute')).toMatchObject([
    { verb: 'form', data: { command: 'deploy', from: 'abc' }, associatedInputs: 'auto' },
  ]);
});

test('no reaction is asked for where none counts', () => {
  const { card, summary } = renderCard({ ...sample('request'), reactionHint: ['React with ✅'] }, { person: 'bob' });
  expect(summary + JSON.stringify(card)).not.toContain('React');
});

test('what a button sends is its verb with the ballot, or with the line to ask', () => {
  const [approve] = ofType(renderCard(sample('request'), { person: 'bob' }), 'Action.Execute');
  const [first] = sample('request').actions as Extract<ViewAction, { ballot: unknown }>[];
  expect(approve).toMatchObject({ title: 'Approve', verb: 'approve', data: { ballot: first!.ballot } });
  const [run] = ofType(renderCard(sample('error'), { person: 'alice' }), 'Action.Execute');
  expect(run).toMatchObject({ verb: 'run', data: { line: '/deploy order-service v2.4.1 production' } });
});

test('more buttons than Teams shows at once are in its menu, and those beyond are counted, not dropped in silence', () => {
  const { ballot } = sample('request').actions![0] as Extract<ViewAction, { ballot: unknown }>;
  const actions = Array.from(
    { length: 20 },
    (_, index) => ({ kind: 'approve', ballot, about: `/deploy ${index}` }) as const,
  );
  const buttons = (count: number) =>
    renderCard({ ...sample('request'), audience: undefined, actions: actions.slice(0, count) }, 'everybody');
  expect(ofType(buttons(8), 'Action.Execute').map(({ mode }) => mode)).toEqual([
    ...Array.from({ length: 6 }, () => undefined),
    ...['secondary', 'secondary'],
  ]);
  expect(JSON.stringify(buttons(12).card)).not.toContain('more buttons');
  expect(ofType(buttons(20), 'Action.Execute')).toHaveLength(12);
  expect(JSON.stringify(buttons(20).card)).toContain('… 8 more buttons');
});

describe('who sees which buttons', () => {
  const refreshUserIds = ['29:alice', '29:bob', '29:carol'];
  const request = sample('request');
  const asSeenBy = (person: string | undefined, view = request) => renderCard(view, { person }, { refreshUserIds });

  test('an approver: approve and reject, and a reason that rejecting insists on', () => {
    const rendered = asSeenBy('bob');
    expect(verbs(rendered)).toEqual(['approve', 'reject', 'cancel']);
    expect(ofType(rendered, 'Input.Text')).toMatchObject([{ id: 'reason', isRequired: true }]);
    expect(ofType(rendered, 'Action.Execute').map(({ associatedInputs }) => associatedInputs)).toEqual([
      ...['none', 'auto', 'none'],
    ]);
  });

  test('the requester: cancel alone, even as one of the approvers', () => {
    expect(verbs(asSeenBy('alice'))).toEqual(['cancel']);
    const { requester, approvers } = request.audience!;
    const own = { ...request, audience: { requester, approvers: [...approvers, requester] } };
    expect(verbs(asSeenBy('alice', own))).toEqual(['cancel']);
    expect(ofType(asSeenBy('alice'), 'Input.Text')).toEqual([]);
  });

  test('the requester confirms', () => {
    const { ballot } = request.actions![0] as Extract<ViewAction, { ballot: unknown }>;
    const unconfirmed: View = {
      ...request,
      actions: [
        { kind: 'confirm', ballot },
        { kind: 'cancel', ballot },
      ],
    };
    expect(verbs(asSeenBy('alice', unconfirmed))).toEqual(['confirm', 'cancel']);
    expect(verbs(asSeenBy('bob', unconfirmed))).toEqual(['cancel']);
  });

  test('anybody else, and an account of nobody we know: only how it stands', () => {
    for (const rendered of [
      asSeenBy('mallory'),
      asSeenBy(undefined),
      renderCard(request, 'everybody', { refreshUserIds }),
    ])
      expect(verbs(rendered)).toEqual([]);
  });

  test('all of them are shown to all where no card can be refreshed: nobody is told, or more than Teams allows', () => {
    const many = Array.from({ length: 61 }, (_, index) => `29:${index}`);
    for (const ids of [undefined, [], many]) {
      const rendered = renderCard(request, 'everybody', { refreshUserIds: ids });
      expect(verbs(rendered)).toEqual(['approve', 'reject', 'cancel']);
      expect(rendered.card).not.toHaveProperty('refresh');
    }
  });

  test('the card asks for the viewer’s own, also after it was given', () => {
    const { ballot } = request.actions![0] as Extract<ViewAction, { ballot: unknown }>;
    for (const { card } of [asSeenBy('bob'), renderCard(request, 'everybody', { refreshUserIds })])
      expect(card).toMatchObject({
        refresh: { action: { type: 'Action.Execute', verb: 'refresh', data: { ballot } }, userIds: refreshUserIds },
      });
  });

  test('a decided one has no buttons and asks for nothing', () => {
    const rendered = renderCard(sample('result'), 'everybody', { refreshUserIds });
    expect(verbs(rendered)).toEqual([]);
    expect(rendered.card).not.toHaveProperty('refresh');
  });

  test('a button that asks a line is for everybody', () => {
    expect(verbs(asSeenBy(undefined, sample('help')))).toEqual(['run', 'run']);
  });
});

describe('mentions', () => {
  const person = (id: string, teams?: string) => ({ person: { id, accounts: { teams } } });
  const ID = '00000000-0000-0000-0000-000000000002';

  test('name who has an account in Teams, in the card and beside it', () => {
    const { card, mentions } = renderCard(
      notice({ lines: [['Ask ', person('bob', ID), ' or ', person('zoe')]] }),
      'everybody',
    );
    expect(mentions).toEqual([{ type: 'mention', text: '<at>bob</at>', mentioned: { id: ID, name: 'bob' } }]);
    expect(card).toMatchObject({ msteams: { entities: mentions } });
    expect(JSON.stringify(card)).toContain('"Ask <at>bob</at> or @zoe"');
  });

  test('never mean two people by one text, and nobody by what is no account or no plain name', () => {
    const other = '00000000-0000-0000-0000-000000000003';
    const line = [person('bob', ID), person('bob', other), person('x</at><at>*', other), person('eve', 'someone@evil')];
    const { card, mentions } = renderCard(notice({ lines: [line] }), 'everybody');
    expect(mentions.map(({ mentioned }) => mentioned.id)).toEqual([ID]);
    expect(JSON.stringify(card).match(/<at>/g)).toHaveLength(2);
  });
});

describe('what people wrote cannot act', () => {
  const evil =
    '<at>bob</at> **bold** _it_ [x](https://evil.example) &lt; `c` {{{DATE(2026-01-01T00:00:00Z)}} ${title}\u202e\u0000\n- item';
  const bob = { person: { id: 'bob', accounts: { teams: '00000000-0000-0000-0000-000000000002' } } };
  const rendered = renderCard(
    notice({
      headline: [evil],
      lines: [[evil, { bold: evil }, { code: evil }], [bob, ' ', evil], [{ link: evil, url: 'javascript:alert(1)' }]],
      facts: [{ label: evil, value: [evil, { time: evil }] }],
      lists: [{ title: evil, items: [[evil]] }],
      links: [
        { text: evil, url: 'https://ok.example/?a=(1)' },
        { text: 'no', url: 'javascript:alert(1)' },
      ],
      code: { title: evil, text: evil },
      actions: [{ kind: 'run', label: evil, line: '/help' }],
      footer: [[evil]],
    }),
    'everybody',
  );
  /** What Teams reads as Markdown. */
  const texts = [
    ...ofType(rendered, 'TextBlock').map(({ text }) => String(text)),
    ...ofType(rendered, 'FactSet').flatMap(({ facts }) =>
      (facts as { title: string; value: string }[]).flatMap(({ title, value }) => [title, value]),
    ),
  ];

  test('in Markdown it is escaped', () => {
    expect(texts).toHaveLength(6);
    for (const text of texts) {
      const live = text.replace(/\\[\\`*_[\]~<>&{]/g, '').replace(/^<at>bob<\/at>/, '');
      expect(text).not.toMatch(/\{\{(DATE|TIME)\(/);
      expect(live).not.toMatch(/[*`[\]<>~]|&\w+;|\{\{|\b_|_\b/);
    }
  });

  test('elsewhere it is literal, except dates, which are broken up', () => {
    const runs = ofType(rendered, 'TextRun').map(({ text }) => String(text));
    expect(runs.some((text) => text.includes('**bold** _it_ [x](https://evil.example) &lt; `c`'))).toBe(true);
    expect(runs.join('')).not.toContain('{{DATE(');
  });

  test('it mentions nobody, opens nothing that was not a web address, and stays on its line', () => {
    expect(rendered.mentions).toHaveLength(1);
    expect(ofType(rendered, 'Action.OpenUrl').map(({ url }) => url)).toEqual(['https://ok.example/?a=(1)']);
    expect(JSON.stringify(rendered)).not.toMatch(/\u202e|\\u0000|\\n- item/);
  });

  test('templates in it are not filled in', () => {
    expect(JSON.stringify(rendered.card)).toContain('${title}');
  });
});

test('long commit messages hide no fact of a request, and a line that would be another one gets no button', () => {
  const { facts, ...rest } = sample('request');
  const items = Array.from({ length: 15 }, (): Inline[] => ['語*'.repeat(3000)]);
  const rendered = renderCard({ ...rest, facts, lists: [{ title: '15 commits', items }] }, { person: 'bob' });
  const [shown] = ofType(rendered, 'FactSet');
  expect((shown!['facts'] as { title: string }[]).map(({ title }) => title)).toEqual(facts!.map(({ label }) => label));
  expect(verbs(rendered)).toEqual(['approve', 'reject', 'cancel']);
  const actions = ['/help', '/help\n', `/deploy ${'x'.repeat(500)}`, ''].map((line) => ({
    kind: 'run' as const,
    label: 'Go',
    line,
  }));
  expect(verbs(renderCard(notice({ actions }), 'everybody'))).toEqual(['run']);
});

describe('by a Markdown parser that is not ours', () => {
  interface Node {
    type: string;
    value?: string;
    url?: string;
    children?: Node[];
  }
  const parse = (text: string) => parsers.markdown.parse(text, {} as never) as Node;
  const leaves = (node: Node): Node[] => (node.children ? node.children.flatMap(leaves) : [node]);
  const wordsOf = (node: Node) =>
    leaves(node)
      .map(({ value }) => value)
      .join('');
  const types = (node: Node): string[] => [node.type, ...(node.children ?? []).flatMap(types)];
  const piece = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...'\\`*_[]()<>~#+-.!{}|&;:=1a'.split(''),
          '&lt;',
          '**',
          '__',
          '{{',
          '<at>',
          '![',
          '](',
          '1. ',
          '- ',
        ),
        fc.string({ maxLength: 3 }),
      ),
    )
    .map((parts) => parts.join('').replace(/\s+/g, ' ').trim())
    // Bare addresses become links to what they say, which is no harm.
    .filter((text) => !/https?:|www\.|mailto:|@/i.test(text));

  test('whatever somebody wrote reads as they wrote it', () => {
    fc.assert(
      fc.property(piece, (words) => {
        const tree = parse(markdown([{ words }]));
        expect(wordsOf(tree)).toBe(words);
        expect(new Set(types(tree))).toEqual(new Set(words ? ['root', 'paragraph', 'text'] : ['root']));
      }),
      { numRuns: 500 },
    );
  });

  test('a link leads to its address alone, whatever it is called', () => {
    fc.assert(
      fc.property(piece.filter(Boolean), (words) => {
        const tree = parse(markdown([{ words: 'See ' }, { words, url: 'https://ok.example/a_(b)*' }]));
        expect(tree.children![0]!.children!.slice(1)).toMatchObject([
          { type: 'link', url: 'https://ok.example/a%5F%28b%29%2A' },
        ]);
        expect(wordsOf(tree)).toBe(`See ${words}`);
      }),
      { numRuns: 300 },
    );
  });

  test('what is bold is bold', () => {
    expect(types(parse(markdown([{ words: 'a ' }, { words: ' b* ', bold: true }, { words: 'c' }])))).toEqual([
      ...['root', 'paragraph', 'text', 'strong', 'text', 'text'],
    ]);
    expect(escapeMarkdown('order_service-v2.4.1 (a1b2c3d)')).toBe('order_service-v2.4.1 (a1b2c3d)');
  });
});

test('a time is written for the viewer’s own clock, and one that is none as it was given', () => {
  const [block] = ofType(
    renderCard(notice({ lines: [['At ', { time: '2026-11-24T10:30:00.123Z' }, { time: 'soon' }]] }), 'everybody'),
    'RichTextBlock',
  );
  expect((block!['inlines'] as { text: string }[]).map(({ text }) => text)).toEqual([
    'At ',
    '{{DATE(2026-11-24T10:30:00Z, SHORT)}} {{TIME(2026-11-24T10:30:00Z)}}',
    'soon',
  ]);
});

test('more than can be shown is counted, of a log the end is kept', () => {
  const items = Array.from({ length: 40 }, (_, index): Inline[] => [`commit ${index}`]);
  const text = Array.from({ length: 500 }, (_, index) => `log line ${index}`).join('\n');
  const words = JSON.stringify(
    renderCard(notice({ lists: [{ title: 'Commits', items }], code: { title: 'Log', text } }), 'everybody'),
  );
  expect(words).toContain('… 25 more');
  expect(words).toContain('log line 499');
  expect(words).not.toContain('log line 469');
});

test('any view at all is a card without a mistake that Teams is not too small for, for any viewer', () => {
  const account = fc.constantFrom(
    ...['00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000003', 'x', ''],
  );
  const view = anyView(fc.record({ teams: account }), { instanceId: 'abc234', round: 1, planHash: '0f'.repeat(32) });
  const viewer = fc.oneof(fc.constant('everybody' as const), fc.record({ person: fc.constantFrom('bob', undefined) }));
  const refreshUserIds = fc.constantFrom(
    ...[undefined, [], Array.from({ length: 60 }, (_, index) => `29:${String(index).repeat(80).slice(0, 80)}`)],
  );
  fc.assert(
    fc.property(view, viewer, refreshUserIds, (any, who, ids) => {
      const rendered = renderCard(any, who, { refreshUserIds: ids });
      expect(checkCard(rendered.card)).toEqual([]);
      expect(bytes(rendered)).toBeLessThanOrEqual(CARD_BYTES);
      expect(encodeURIComponent(JSON.stringify(rendered))).not.toBe('');
      const texts = ofType(rendered, 'TextBlock').map(({ text }) => String(text).trim());
      expect(texts).not.toContain('');
    }),
    { numRuns: 25 },
  );
});
