import { type Button, type KnownBlock } from '@slack/types';
import { type SayAction, type View, type ViewAction } from '../../../model/view';
import { writeBallot } from '../ballot';
import { BUTTON_LABEL } from '../limits';
import { FORM_BUTTON, RUN_BUTTON, TYPED_CONFIRM } from '../run-button';
import { cleanLine, cut } from '../../shared/clean-text';
import { fallbackText } from './fallback-text';
import { type FittedInline, wordsOf } from './fit-line';
import { fitView, type FittedView } from './fit-view';
import { paragraph, richText } from './rich-text';

export interface SlackMessage {
  text: string;
  blocks: KnownBlock[];
}

/** Any view as a message that Slack takes: rich text, where data stays literal; what is too long is cut and said so. */
export function renderMessage(view: View): SlackMessage {
  const fitted = fitView(view);
  return { text: fallbackText(fitted), blocks: blocksOf(fitted) };
}

function blocksOf(view: FittedView): KnownBlock[] {
  const { headline, lines, facts, chart, lists, progress, code, links, actions, form, footer } = view;
  return [
    ...richText([paragraph([headline], true)]),
    ...richText([paragraph(lines)]),
    ...richText([paragraph(facts)]),
    ...richText([paragraph(chart)]),
    ...lists.flatMap(listBlock),
    ...richText([paragraph(progress)]),
    ...(code ? codeBlock(code) : []),
    ...richText([paragraph(links.length ? [links] : [])]),
    ...(actions.length || form ? [actionsBlock(actions, headline, form)] : []),
    ...contextBlock(footer),
  ];
}

function listBlock({ title, items, more }: FittedView['lists'][number]): KnownBlock[] {
  const elements = items.filter((item) => item.length > 0).map((item) => paragraph([item]));
  return richText([
    paragraph(title ? [[{ bold: title }]] : []),
    { type: 'rich_text_list', style: 'bullet', elements },
    paragraph(more),
  ]);
}

function codeBlock({ title, text }: NonNullable<FittedView['code']>): KnownBlock[] {
  return richText([
    paragraph(title ? [[{ bold: title }]] : []),
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] },
  ]);
}

function actionsBlock(actions: ViewAction[], headline: FittedInline[], form: string | undefined): KnownBlock {
  return {
    type: 'actions',
    elements: [
      ...(form ? [formButton(form)] : []),
      ...actions.map((action, index) =>
        action.kind === 'run'
          ? runButton(action, index)
          : sayButton(action, headline, actions.slice(0, index).some(({ kind }) => kind === action.kind) ? index : 0),
      ),
    ],
  };
}

function formButton(line: string): Button {
  const text = { type: 'plain_text', text: 'Fill in a form' } as const;
  return { type: 'button', action_id: FORM_BUTTON, text, style: 'primary', value: line };
}

const SAYS = {
  approve: { label: 'Approve', style: 'primary' },
  reject: { label: 'Reject', style: 'danger' },
  confirm: { label: 'Confirm', style: 'primary' },
  cancel: { label: 'Cancel', style: undefined },
} as const;

/** `action_id` is unique in a message: with `nth` above 0 it ends in a number, which means nothing. */
function sayButton({ kind, ballot, about, type }: SayAction, [, ...title]: FittedInline[], nth: number): Button {
  const { label: verb, style } = SAYS[kind];
  const label = about === undefined ? verb : cut(cleanLine(`${verb}: ${about}`), BUTTON_LABEL);
  return {
    type: 'button',
    action_id: type === undefined ? (nth ? `${kind}-${nth}` : kind) : TYPED_CONFIRM,
    text: { type: 'plain_text', text: label, ...(about === undefined ? {} : { emoji: false }) },
    ...(style && { style }),
    value: writeBallot(ballot),
    accessibility_label: cut(`${verb}: ${about ?? title.map(wordsOf).join('')}`, BUTTON_LABEL),
  };
}

function runButton({ label, line }: Extract<ViewAction, { kind: 'run' }>, index: number): Button {
  return {
    type: 'button',
    action_id: `${RUN_BUTTON}${index}`,
    text: { type: 'plain_text', text: cut(cleanLine(label), BUTTON_LABEL) || 'Run', emoji: false },
    value: line,
  };
}

/** Small print. plain_text is the one text of a context block in which data is literal. */
function contextBlock(footer: FittedInline[][]): KnownBlock[] {
  const texts = footer.map((line) => line.map(wordsOf).join('')).filter((text) => text.trim());
  if (!texts.length) return [];
  return [{ type: 'context', elements: texts.map((text) => ({ type: 'plain_text', text, emoji: false })) }];
}
