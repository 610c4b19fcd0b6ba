import { completeBlocks } from '../block-kit/complete-blocks';
import { type Json } from '../block-kit/check';
import { newHex, newId } from './ids';
import { type View } from './model';
import { type Store } from './store';

const complete = (body: Json): Json => ({ ...body, blocks: completeBlocks(body.blocks as Json[]) });
const newHash = (store: Store) => `${Math.floor(store.now() / 1000)}.${newHex(4)}`;

export function openView(
  store: Store,
  to: { viewer: string; kind: View['kind']; previous?: View; channel?: string },
  body: Json,
): View {
  const id = newId('V');
  const view: View = {
    id,
    kind: to.kind,
    viewer: to.viewer,
    rootId: to.previous?.rootId ?? id,
    previousId: to.previous?.id,
    hash: newHash(store),
    body: complete(body),
    channel: to.channel ?? to.previous?.channel,
    state: 'open',
  };
  store.state.views.push(view);
  logView(store, 'opened', view, store.state.app.botUser);
  return view;
}

export function updateView(store: Store, view: View, body: Json): void {
  view.body = complete(body);
  view.hash = newHash(store);
  view.errors = undefined;
  view.trouble = undefined;
  logView(store, 'updated', view, store.state.app.botUser);
}

export function closeView(store: Store, view: View): void {
  view.state = 'closed';
  logView(store, 'closed', view, view.viewer);
}

/** The views a person has open one upon the other, the lowest first. */
export function stackOf(store: Store, viewer: string): View[] {
  return store.state.views.filter((view) => view.viewer === viewer && view.kind === 'modal' && view.state === 'open');
}

export function logView(
  store: Store,
  kind: 'opened' | 'updated' | 'submitted' | 'closed',
  view: View,
  user: string,
  values?: Json,
): void {
  store.log({ kind, user, viewId: view.id, channel: view.channel, onlyFor: view.viewer, body: view.body, values });
}
