import { type Inline, type ViewAction } from '../../model/view';

/** Ours: six requests to approve or reject. Nobody reads more in a chat. */
const MOST_ACTIONS = 12;

/** The first buttons, as far as they fit, and a line that says how many more there are. */
export function fitActions(
  actions: ViewAction[],
  fits: (first: ViewAction[]) => boolean = () => true,
): { shown: ViewAction[]; left: Inline[][] } {
  let shown = actions.slice(0, MOST_ACTIONS);
  while (!fits(shown)) shown = shown.slice(0, -1);
  const more = actions.length - shown.length;
  return {
    shown,
    left: more > 0 ? [[`… ${more} more buttons: use these first, then ask again.`]] : [],
  };
}
