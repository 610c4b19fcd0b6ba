import { isObject, type Json } from '../block-kit/check';
import { VIEWS_IN_STACK } from '../block-kit/limits';
import { validateView } from '../block-kit/validate-view';
import { type Delivery } from '../delivery/deliveries';
import { type View } from '../state/model';
import { type Store } from '../state/store';
import { closeView, openView, stackOf, updateView } from '../state/views';

/** What Slack's client shows when the answer to a submission does not come or cannot be used. */
const trouble = 'We had some trouble connecting. Try again?';

/**
 * Does what the app's answer to a `view_submission` says.
 * https://docs.slack.dev/surfaces/modals#response_actions
 */
export function applyViewAnswer(store: Store, view: View, { answer }: Delivery): void {
  view.errors = undefined;
  view.trouble = undefined;
  if (answer?.status !== 200 || !apply(store, view, answer.body)) view.trouble = trouble;
  store.changed();
}

/** @returns false when the answer cannot be used */
function apply(store: Store, view: View, body: string): boolean {
  if (body.trim() === '') {
    closeView(store, view);
    return true;
  }
  const answer = parse(body);
  if (!isObject(answer)) return false;
  const stack = stackOf(store, view.viewer).filter(({ rootId }) => rootId === view.rootId);
  switch (answer.response_action) {
    case undefined:
      closeView(store, view);
      return Object.keys(answer).length === 0;
    case 'clear':
      for (const open of stack.reverse()) closeView(store, open);
      return true;
    case 'errors':
      return showErrors(view, answer.errors);
    case 'update':
      if (!isModal(answer.view)) return false;
      updateView(store, view, answer.view);
      return true;
    case 'push':
      if (!isModal(answer.view) || stack.length >= VIEWS_IN_STACK) return false;
      openView(store, { viewer: view.viewer, kind: 'modal', previous: view }, answer.view);
      return true;
    default:
      return false;
  }
}

const isModal = (view: unknown): view is Json => validateView(view, 'modal').length === 0;

function showErrors(view: View, errors: unknown): boolean {
  const inputs = (view.body.blocks as Json[]).filter((block) => block.type === 'input').map((block) => block.block_id);
  if (
    !isObject(errors) ||
    !Object.entries(errors).every(([id, text]) => inputs.includes(id) && typeof text === 'string')
  ) {
    return false;
  }
  view.errors = errors as Record<string, string>;
  return Object.keys(errors).length > 0;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
