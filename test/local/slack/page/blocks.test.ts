import { buildSync } from 'esbuild';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = join(__dirname, '../../../../local/slack/page/client');
const entry = `
  import { renderToStaticMarkup } from 'react-dom/server';
  import { ReadingContext } from './reading';
  import { Blocks } from './block-kit/blocks';
  import { MessageBody } from './message-body';
  const users = new Map([['U0BOB', { id: 'U0BOB', name: 'bob', realName: 'Bob Brown' }]]);
  const channels = new Map([['C1', { id: 'C1', name: 'ops', kind: 'public', members: [], topic: '' }]]);
  const reading = { viewer: 'U0BOB', users, channels, openChannel() {} };
  const read = (node) => renderToStaticMarkup(<ReadingContext value={reading}>{node}</ReadingContext>);
  export const blocks = (given) => read(<Blocks blocks={given} />);
  export const message = (given) => read(<MessageBody message={given} />);
`;

/** The page's own components, made the way its bundle is. */
const { blocks, message } = (() => {
  const { outputFiles } = buildSync({
    stdin: { contents: entry, resolveDir: folder, loader: 'tsx' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const module = { exports: {} as { blocks: (given: object[]) => string; message: (given: object) => string } };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('module', 'exports', 'require', outputFiles[0]!.text)(module, module.exports, createRequire(__filename));
  return module.exports;
})();

const plain = (text: string) => ({ type: 'plain_text', text });
const rich = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });

describe('Block Kit on the page', () => {
  it('takes rich text literally', () => {
    expect(blocks([rich({ type: 'text', text: '*a* <script>&amp; :x:' })])).toContain(
      '*a* &lt;script&gt;&amp;amp; :x:',
    );
  });

  it('formats mrkdwn but not plain text', () => {
    const shown = blocks([
      { type: 'section', text: { type: 'mrkdwn', text: '*loud*' } },
      { type: 'context', elements: [{ type: 'plain_text', text: '*quiet* :x:', emoji: false }] },
    ]);
    expect(shown).toContain('<strong>loud</strong>');
    expect(shown).toContain('*quiet* :x:');
  });

  it('never links to what is no web or mail address', () => {
    const shown = blocks([
      rich({ type: 'link', url: 'javascript:alert(1)', text: 'press' }),
      { type: 'section', text: { type: 'mrkdwn', text: '<javascript:alert(1)|here> <https://a.example|there>' } },
    ]);
    expect(shown.match(/<a [^>]*>/g)).toEqual([
      '<a href="https://a.example" target="_blank" rel="noopener noreferrer" title="https://a.example">',
    ]);
    expect(shown).toContain('press');
  });

  it('marks the reader’s own name', () => {
    expect(blocks([rich({ type: 'user', user_id: 'U0BOB' })])).toContain(
      '<span class="mention me" title="Bob Brown">@bob',
    );
    expect(blocks([rich({ type: 'user', user_id: 'U9' })])).toContain('<span class="mention">@U9');
  });

  it('gives buttons their style and what is read aloud', () => {
    const button = { type: 'button', text: plain('Approve'), style: 'primary', accessibility_label: 'Approve: it' };
    expect(blocks([{ type: 'actions', elements: [{ ...button, action_id: 'a' }] }])).toContain(
      '<button type="button" class="button primary" aria-label="Approve: it"',
    );
  });

  it('draws every block and element that Slack takes in messages and modals', () => {
    const options = [{ text: plain('One'), value: '1' }];
    const elements = [
      ...['static_select', 'multi_static_select', 'checkboxes', 'radio_buttons', 'overflow'].map((type) => ({
        type,
        options,
      })),
      ...['users_select', 'channels_select', 'conversations_select', 'external_select', 'multi_users_select'],
      ...['datepicker', 'timepicker', 'datetimepicker'],
    ].map((element, index) => ({
      ...(typeof element === 'string' ? { type: element } : element),
      action_id: `a${index}`,
    }));
    const shown = blocks([
      { type: 'header', text: plain('Header') },
      {
        type: 'section',
        fields: [plain('Field 1'), plain('Field 2')],
        accessory: { type: 'image', alt_text: 'Picture', image_url: 'https://a.example/p.png' },
      },
      { type: 'divider' },
      { type: 'image', alt_text: 'Large', image_url: 'http://a.example/insecure.png' },
      { type: 'actions', elements },
      ...['plain_text_input', 'email_text_input', 'url_text_input', 'number_input'].map((type, index) => ({
        type: 'input',
        block_id: `b${index}`,
        label: plain(`Label ${index}`),
        element: { type, action_id: 'x' },
      })),
      { type: 'markdown', text: 'Markdown' },
      { type: 'table', rows: [[{ type: 'raw_text', text: 'Cell' }]] },
      { type: 'video', title: plain('Film'), video_url: 'https://a.example/v', thumbnail_url: '', alt_text: '' },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'ordered',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Item' }] }],
          },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'Code' }] },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'Quote' }] },
        ],
      },
    ]);
    for (const text of [
      'Header',
      'Field 2',
      'Label 3',
      'Markdown',
      'Cell',
      'Film',
      'Item',
      'Code',
      'Quote',
      '@bob',
      '#ops',
    ]) {
      expect(shown).toContain(text);
    }
    expect(shown).not.toContain('does not draw');
    expect(shown).toContain('alt="Picture"');
    expect(shown).not.toContain('insecure.png');
    expect(shown.match(/<(?:input|select|textarea)/g)).toHaveLength(16);
  });

  it('says so where it cannot draw a block', () => {
    expect(blocks([{ type: 'carousel' }])).toContain('A block of the type carousel, which this page does not draw.');
  });
});

describe('a message', () => {
  it('shows its text where it has no blocks, and its attachments with their colour', () => {
    const shown = message({
      text: '<@U0BOB> hi',
      attachments: [
        { color: '#ff0000;x', text: 'a' },
        { color: 'good', text: 'b' },
      ],
    });
    expect(shown).toContain('@bob');
    expect(shown.match(/border-color:[^"]*/g)).toEqual(['border-color:#2eb67d']);
  });
});
