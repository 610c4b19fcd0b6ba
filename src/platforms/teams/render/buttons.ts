import { type SayAction, type View, type ViewAction } from '../../../model/view';
import { cleanLine, cut } from '../../shared/clean-text';
import { fitActions } from '../../shared/fit-actions';
import { BUTTON_LINE } from './card-limits';

/** Whose card it is: an account's that may be nobody we know, or the one that stands for all. */
export type Viewer = 'everybody' | { person?: string };

/** Teams shows so many; those behind are in the menu behind `…`. */
const PRIMARY = 6;
const LABEL = 75;

/** The buttons that the viewer is shown; `othersRefresh` tells that those concerned get a card of their own. */
export function actionsFor(
  { actions = [], audience }: View,
  viewer: Viewer,
  othersRefresh: boolean,
): ReturnType<typeof fitActions> {
  const { requester, approvers = [] } = audience ?? {};
  const isShown = (kind: ViewAction['kind']) => {
    if (kind === 'run' || !requester) return true;
    if (viewer === 'everybody') return !othersRefresh;
    const isRequester = viewer.person === requester.id;
    const isApprover = !isRequester && approvers.some(({ id }) => id === viewer.person);
    if (kind === 'confirm') return isRequester;
    return kind === 'cancel' ? isRequester || isApprover : isApprover;
  };
  return fitActions(
    actions.filter(({ kind }) => isShown(kind)).filter((action) => action.kind !== 'run' || isWhole(action.line)),
  );
}

/** A line that was cut or cleaned would be another one: it gets no button. */
function isWhole(line: string): boolean {
  return line !== '' && line.length <= BUTTON_LINE && line === cleanLine(line);
}

const SAYS = {
  approve: { title: 'Approve', style: 'positive' },
  reject: { title: 'Reject', style: 'destructive' },
  confirm: { title: 'Confirm', style: 'positive' },
  cancel: { title: 'Cancel', style: undefined },
} as const;

/** Only Reject takes the reason along, so only it insists on one; and only a confirmation that is typed takes its text. */
export function button(action: ViewAction, headline: string, index: number): object {
  const { kind } = action;
  const mode = index < PRIMARY ? {} : { mode: 'secondary' };
  const takesInput = kind === 'reject' || ('type' in action && action.type !== undefined);
  const associatedInputs = takesInput ? 'auto' : 'none';
  if (kind === 'run') {
    const title = cut(cleanLine(action.label), LABEL).trim() || 'Run';
    return { type: 'Action.Execute', title, verb: 'run', data: { line: action.line }, associatedInputs, ...mode };
  }
  const { title, style } = SAYS[kind];
  const { about } = action;
  return {
    type: 'Action.Execute',
    title: about === undefined ? title : cut(cleanLine(`${title}: ${about}`), LABEL),
    tooltip: cut(cleanLine(`${title}: ${about ?? headline}`), LABEL),
    ...(style && { style }),
    verb: kind,
    data: { ballot: ballotData(action) },
    associatedInputs,
    ...mode,
  };
}

export function ballotData({ ballot: { instanceId, round, planHash } }: SayAction): object {
  return { instanceId, round, planHash };
}
