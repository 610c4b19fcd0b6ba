import { type InputBlock, type KnownBlock, type TableBlock } from '@slack/types';
import { useId } from 'react';
import { useActing } from './acting';
import { Element } from './element';
import { Field } from './field';
import { SafeLink } from './inline';
import { Picture } from './picture';
import { RichText } from './rich-text';
import { plain, Text, type TextObject } from './text';

/** Blocks as Slack shows them. https://docs.slack.dev/reference/block-kit/blocks */
export function Blocks({ blocks }: { blocks: object[] }) {
  return (
    <div className="blocks">
      {(blocks as KnownBlock[]).map((block, index) => (
        <Shown key={block.block_id ?? index} block={block} />
      ))}
    </div>
  );
}

function Shown({ block }: { block: KnownBlock }) {
  switch (block.type) {
    case 'rich_text':
      return <RichText block={block} />;
    case 'header':
      return (
        <h3 className="block-header">
          <Text of={block.text} />
        </h3>
      );
    case 'section':
      return (
        <div className="section">
          <div>
            {block.text && (
              <div className="mrkdwn">
                <Text of={block.text} />
              </div>
            )}
            {block.fields && (
              <div className="fields">
                {block.fields.map((field, index) => (
                  <div key={index} className="mrkdwn">
                    <Text of={field as TextObject} />
                  </div>
                ))}
              </div>
            )}
          </div>
          {block.accessory && <Element element={block.accessory} />}
        </div>
      );
    case 'context':
      return (
        <div className="context">
          {block.elements.map((element, index) =>
            element.type === 'image' ? (
              <Picture key={index} image={element} />
            ) : (
              <span key={index} className="mrkdwn">
                <Text of={element as TextObject} />
              </span>
            ),
          )}
        </div>
      );
    case 'actions':
    case 'context_actions':
      return (
        <div className="actions">
          {block.elements.map((element, index) => (
            <Element key={element.action_id ?? index} element={element} />
          ))}
        </div>
      );
    case 'divider':
      return <hr />;
    case 'image':
      return (
        <figure>
          {block.title && <figcaption>{plain(block.title)}</figcaption>}
          <Picture image={block} />
        </figure>
      );
    case 'input':
      return <Input block={block} />;
    case 'markdown':
      return <div className="mrkdwn">{block.text}</div>;
    case 'table':
      return <Table block={block} />;
    case 'video':
      return (
        <p>
          <SafeLink url={block.title_url ?? block.video_url}>▶ {plain(block.title)}</SafeLink>
        </p>
      );
    default:
      return <p className="unshown">A block of the type {block.type}, which this page does not draw.</p>;
  }
}

function Input({ block }: { block: InputBlock }) {
  const id = useId();
  const { errors } = useActing();
  const error = block.block_id ? errors?.[block.block_id] : undefined;
  const label = plain(block.label);
  const describedBy = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="input">
      <label htmlFor={id}>
        {label} {block.optional && <small>(optional)</small>}
      </label>
      <Field
        element={block.element}
        blockId={block.block_id ?? id}
        dispatch={block.dispatch_action}
        id={id}
        describedBy={describedBy || undefined}
        invalid={Boolean(error) || undefined}
      />
      {error && (
        <p className="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {block.hint && (
        <p className="hint" id={`${id}-hint`}>
          {plain(block.hint)}
        </p>
      )}
    </div>
  );
}

function Table({ block }: { block: TableBlock }) {
  return (
    <div className="table">
      <table>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>
                  {cell.type === 'rich_text' ? <RichText block={cell} /> : 'text' in cell ? cell.text : ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
