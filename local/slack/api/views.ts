import { isObject, type Json } from '../block-kit/check';
import { VIEW_BYTES, VIEWS_IN_STACK } from '../block-kit/limits';
import { validateView } from '../block-kit/validate-view';
import { type View } from '../state/model';
import { openView, stackOf, updateView } from '../state/views';
import { type Arguments } from './arguments';
import { type ApiContext, type Methods } from './context';
import { viewShape } from './shapes';
import { describe, invalidArguments, missing, SlackError } from './slack-error';

/* https://docs.slack.dev/reference/methods/views.open and its neighbours */

export const views: Methods = {
  'views.open': (args, context) => {
    const body = readView(args, context, 'modal');
    const { user, channel } = context.triggers.use(triggerId(args));
    return answer(context, openView(context.store, { viewer: user, kind: 'modal', channel }, body));
  },

  'views.push': (args, context) => {
    const body = readView(args, context, 'modal');
    const { user, viewId } = context.triggers.use(triggerId(args));
    const stack = stackOf(context.store, user);
    const previous = stack.find((view) => view.id === viewId);
    if (!previous) throw new SlackError('not_found');
    if (stack.filter((view) => view.rootId === previous.rootId).length >= VIEWS_IN_STACK) {
      throw new SlackError('push_limit_reached');
    }
    return answer(context, openView(context.store, { viewer: user, kind: 'modal', previous }, body));
  },

  'views.update': (args, context) => {
    const { store } = context;
    const id = args.text('view_id');
    const externalId = args.text('external_id');
    if (!id && !externalId) throw missing('view_id');
    const view = store.state.views.find(
      ({ id: known, body, state }) => state === 'open' && (id ? known === id : body.external_id === externalId),
    );
    if (!view) throw new SlackError('not_found');
    const body = readView(args, context, view.kind, view);
    if (args.has('hash') && args.text('hash') !== view.hash) throw new SlackError('hash_conflict');
    updateView(store, view, body);
    return answer(context, view);
  },

  'views.publish': (args, context) => {
    const { store } = context;
    const user = store.user(args.required('user_id'));
    if (!user || user.deleted) throw new SlackError('user_not_found');
    const home = store.state.views.find(({ kind, viewer }) => kind === 'home' && viewer === user.id);
    const body = readView(args, context, 'home', home);
    if (!home) return answer(context, openView(store, { viewer: user.id, kind: 'home' }, body));
    if (args.has('hash') && args.text('hash') !== home.hash) throw new SlackError('hash_conflict');
    updateView(store, home, body);
    return answer(context, home);
  },
};

const answer = ({ store }: ApiContext, view: View) => ({ view: viewShape(store, view) });

/** `interactivity_pointer` is the newer name of the same thing. */
function triggerId(args: Arguments): string {
  return args.text('trigger_id') ?? args.required('interactivity_pointer');
}

function readView(args: Arguments, { store }: ApiContext, kind: View['kind'], updated?: View): Json {
  if (!args.has('view')) throw missing('view');
  const body = args.json('view', 'invalid_arguments');
  const problems = validateView(body, kind);
  if (problems.length || !isObject(body)) throw invalidArguments(...problems.map(describe));
  if (Buffer.byteLength(JSON.stringify(body)) > VIEW_BYTES) throw new SlackError('view_too_large');
  const taken = store.state.views.some(
    (view) =>
      view !== updated && view.state === 'open' && body.external_id && view.body.external_id === body.external_id,
  );
  if (taken) throw new SlackError('duplicate_external_id');
  return body;
}
