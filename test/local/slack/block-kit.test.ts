import { validateBlocks } from '../../../local/slack/block-kit/validate-blocks';
import { validateView } from '../../../local/slack/block-kit/validate-view';
import { actions, button, reasonView, section } from './fake-app';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const long = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));
const option = (value: string, text = value) => ({ text: plain(text), value });
const menu = (more: object) => ({ type: 'static_select', action_id: 'menu', ...more });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('Label'), element, ...more });

const messagesFor = (blocks: unknown) =>
  validateBlocks(blocks, 'message', '/blocks').map(({ message, pointer }) => `${message} @ ${pointer}`);

describe('blocks that Slack takes', () => {
  it.each<[string, object[]]>([
    ['50 sections', many(50, () => section('x'))],
    ['a section of 3,000 characters, emoji counted once', [section('🚀'.repeat(3000))]],
    ['a section of ten fields', [{ type: 'section', fields: many(10, () => mrkdwn(long(2000))) }]],
    ['a header of 150 characters', [{ type: 'header', text: plain(long(150)) }]],
    ['25 buttons', [actions(...many(25, (index) => button('x', `a${index}`)))]],
    [
      'a button at its limits',
      [actions(button(long(75), long(255), { value: long(2000), style: 'danger', url: `https://x.y/${long(2988)}` }))],
    ],
    ['a context of ten', [{ type: 'context', elements: many(10, () => mrkdwn('x')) }]],
    ['the same action_id in two blocks', [actions(button('x', 'a')), actions(button('x', 'a'))]],
    [
      'a menu beside a section',
      [{ ...section('x'), accessory: menu({ placeholder: plain('Which?'), options: [option('a')] }) }],
    ],
    [
      'a confirmation',
      [
        actions(
          button('x', 'a', {
            confirm: { title: plain('Sure?'), text: mrkdwn('*Really*?'), confirm: plain('Yes'), deny: plain('No') },
          }),
        ),
      ],
    ],
    ['an image', [{ type: 'image', image_url: 'https://x.y/z.png', alt_text: 'A chart' }]],
    [
      'rich text',
      [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'x', style: { bold: true } },
                { type: 'user', user_id: 'U1' },
              ],
            },
          ],
        },
      ],
    ],
    [
      'markdown, a divider and a table',
      [
        { type: 'markdown', text: '# x' },
        { type: 'divider' },
        { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] },
      ],
    ],
    ['an input in a message', [input({ type: 'plain_text_input', action_id: 'a' })]],
  ])('%s', (_, blocks) => {
    expect(messagesFor(blocks)).toEqual([]);
  });
});

describe('blocks that Slack refuses', () => {
  const text = '/blocks/0/text';
  const schemas = (pointer: string) => `failed to match all allowed schemas @ ${pointer}`;
  const element = '/blocks/0/elements/0';
  it.each<[string, unknown, string[]]>([
    ['no array', { type: 'section' }, ['must provide an array @ /blocks']],
    ['51 blocks', many(51, () => section('x')), ['no more than 50 items allowed @ /blocks']],
    ['no object', ['x'], ['must provide an object @ /blocks/0']],
    ['no type', [{}], ['missing required field: type @ /blocks/0']],
    ['an unknown type', [{ type: 'sections' }], ['unsupported type: sections @ /blocks/0/type']],
    ['an inherited name as type', [{ type: 'constructor' }], ['unsupported type: constructor @ /blocks/0/type']],
    ['an unknown field', [{ ...section('x'), color: 'red' }], ['invalid additional property: color @ /blocks/0']],
    ['an empty section', [{ type: 'section' }], ['must define either `text` or `fields` @ /blocks/0/type']],
    ['empty text', [section('')], [schemas(text), `must be more than 0 characters @ ${text}/text`]],
    ['long text', [section(long(3001))], [schemas(text), `must be less than 3001 characters @ ${text}/text`]],
    ['text that is a string', [{ type: 'section', text: 'x' }], [schemas(text), `must provide an object @ ${text}`]],
    [
      'text of an unknown type',
      [{ type: 'section', text: { type: 'html', text: 'x' } }],
      [schemas(text), `must be a valid enum value @ ${text}/type`],
    ],
    [
      'emoji in mrkdwn',
      [{ type: 'section', text: { ...mrkdwn('x'), emoji: true } }],
      [schemas(text), `invalid additional property: emoji @ ${text}`],
    ],
    [
      'verbatim in plain_text',
      [{ type: 'section', text: { ...plain('x'), verbatim: true } }],
      [schemas(text), `invalid additional property: verbatim @ ${text}`],
    ],
    [
      'mrkdwn in a header',
      [{ type: 'header', text: mrkdwn('x') }],
      [schemas(text), `must be a valid enum value @ ${text}/type`],
    ],
    [
      'a long header',
      [{ type: 'header', text: plain(long(151)) }],
      [schemas(text), `must be less than 151 characters @ ${text}/text`],
    ],
    [
      'eleven fields',
      [{ type: 'section', fields: many(11, () => mrkdwn('x')) }],
      ['no more than 10 items allowed @ /blocks/0/fields'],
    ],
    [
      'a long field',
      [{ type: 'section', fields: [mrkdwn(long(2001))] }],
      [schemas('/blocks/0/fields/0'), 'must be less than 2001 characters @ /blocks/0/fields/0/text'],
    ],
    [
      '26 buttons',
      [actions(...many(26, (index) => button('x', `a${index}`)))],
      ['no more than 25 items allowed @ /blocks/0/elements'],
    ],
    ['no button', [actions()], ['must provide at least 1 items @ /blocks/0/elements']],
    [
      'two equal action_ids in a block',
      [actions(button('x', 'a'), button('y', 'a'))],
      ['`action_id` "a" already exists @ /blocks/0/elements/1/action_id'],
    ],
    [
      'two equal block_ids',
      [
        { ...section('x'), block_id: 'b' },
        { ...section('y'), block_id: 'b' },
      ],
      ['`block_id` "b" already exists @ /blocks/1/block_id'],
    ],
    [
      'a long block_id',
      [{ type: 'divider', block_id: long(256) }],
      ['must be less than 256 characters @ /blocks/0/block_id'],
    ],
    [
      'a long label',
      [actions(button(long(76), 'a'))],
      [schemas(`${element}/text`), `must be less than 76 characters @ ${element}/text/text`],
    ],
    [
      'a long value',
      [actions(button('x', 'a', { value: long(2001) }))],
      [`must be less than 2001 characters @ ${element}/value`],
    ],
    [
      'a long action_id',
      [actions(button('x', long(256)))],
      [`must be less than 256 characters @ ${element}/action_id`],
    ],
    [
      'a style that is none',
      [actions(button('x', 'a', { style: 'default' }))],
      [`must be a valid enum value @ ${element}/style`],
    ],
    [
      'a link that is none',
      [actions(button('x', 'a', { url: 'javascript:alert(1)' }))],
      [`input must be a valid: url @ ${element}/url`],
    ],
    [
      'an input element in actions',
      [actions({ type: 'plain_text_input', action_id: 'a' })],
      [`unsupported type: plain_text_input @ ${element}/type`],
    ],
    [
      'a button in a context',
      [{ type: 'context', elements: [button('x', 'a')] }],
      [`unsupported type: button @ ${element}/type`],
    ],
    [
      'eleven context elements',
      [{ type: 'context', elements: many(11, () => mrkdwn('x')) }],
      ['no more than 10 items allowed @ /blocks/0/elements'],
    ],
    [
      'a menu without options',
      [actions(menu({}))],
      [`must define either \`options\` or \`option_groups\` @ ${element}/type`],
    ],
    [
      '101 options',
      [actions(menu({ options: many(101, (index) => option(`o${index}`)) }))],
      [`no more than 100 items allowed @ ${element}/options`],
    ],
    [
      'a long option',
      [actions(menu({ options: [option('v', long(76))] }))],
      [schemas(`${element}/options/0/text`), `must be less than 76 characters @ ${element}/options/0/text/text`],
    ],
    [
      'a long placeholder',
      [actions(menu({ options: [option('v')], placeholder: plain(long(151)) }))],
      [schemas(`${element}/placeholder`), `must be less than 151 characters @ ${element}/placeholder/text`],
    ],
    [
      'six overflow options',
      [actions({ type: 'overflow', options: many(6, (index) => option(`${index}`)) })],
      [`no more than 5 items allowed @ ${element}/options`],
    ],
    [
      'a long confirmation',
      [actions(button('x', 'a', { confirm: { title: plain(long(101)), text: plain('x') } }))],
      [schemas(`${element}/confirm/title`), `must be less than 101 characters @ ${element}/confirm/title/text`],
    ],
    [
      'an image without alt_text',
      [{ type: 'image', image_url: 'https://x.y/z.png' }],
      ['missing required field: alt_text @ /blocks/0'],
    ],
    [
      'an image from nowhere',
      [{ type: 'image', alt_text: 'x' }],
      ['must define either `image_url` or `slack_file` @ /blocks/0/type'],
    ],
    [
      'null for an object',
      [input(menu({ options: [option('a')], initial_option: null }))],
      ['must provide an object @ /blocks/0/element/initial_option'],
    ],
  ])('%s', (_, blocks, expected) => {
    expect(messagesFor(blocks)).toEqual(expected);
  });

  it('in a modal: blocks that belong to messages', () => {
    expect(validateBlocks([{ type: 'markdown', text: 'x' }], 'modal', '/view/blocks')).toEqual([
      { message: 'unsupported type: markdown', pointer: '/view/blocks/0/type' },
    ]);
  });
});

describe('views', () => {
  const pointers = (view: unknown) =>
    validateView(view, 'modal').map(({ message, pointer }) => `${message} @ ${pointer}`);
  const none = 'failed to match all allowed schemas @ /view';

  it('are taken with everything at its limit', () => {
    const view = {
      ...reasonView,
      title: plain(long(24)),
      submit: plain(long(24)),
      close: plain(long(24)),
      private_metadata: long(3000),
      callback_id: long(255),
      blocks: many(100, () => input({ type: 'plain_text_input' })),
    };
    expect(pointers(view)).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    [
      'a long title',
      { title: plain(long(25)) },
      ['failed to match all allowed schemas @ /view/title', 'must be less than 25 characters @ /view/title/text'],
    ],
    [
      'a long submit',
      { submit: plain(long(25)) },
      ['failed to match all allowed schemas @ /view/submit', 'must be less than 25 characters @ /view/submit/text'],
    ],
    [
      'long private_metadata',
      { private_metadata: long(3001) },
      ['must be less than 3001 characters @ /view/private_metadata'],
    ],
    ['a long callback_id', { callback_id: long(256) }, ['must be less than 256 characters @ /view/callback_id']],
    ['101 blocks', { blocks: many(101, () => section('x')) }, ['no more than 100 items allowed @ /view/blocks']],
    ['a home tab', { type: 'home' }, ['must be a valid enum value @ /view/type']],
    [
      'two fields that want the focus',
      { blocks: many(2, () => input({ type: 'plain_text_input', focus_on_load: true })) },
      ['only one element can have `focus_on_load` @ /view/blocks/1/element/focus_on_load'],
    ],
  ])('are refused with %s', (_, change, expected) => {
    expect(pointers({ ...reasonView, ...change })).toEqual([none, ...expected]);
  });

  it('need a submit button for their inputs', () => {
    expect(pointers(Object.fromEntries(Object.entries(reasonView).filter(([name]) => name !== 'submit')))).toEqual([
      none,
      'must define `submit` to use an `input` block in modals @ /view/blocks/0/input',
    ]);
  });
});
