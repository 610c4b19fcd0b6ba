import { boolean, isObject, object, oneOf, orNoneFits, problem, text, type Json, type Problem } from './check';
import { plainText } from './composition';
import * as limit from './limits';
import { validateBlocks } from './validate-blocks';

/* https://docs.slack.dev/reference/views/modal-views and home-tab-views */

const common = {
  private_metadata: text(limit.PRIVATE_METADATA_LENGTH, 0),
  callback_id: text(limit.CALLBACK_ID_LENGTH, 0),
  external_id: text(limit.CALLBACK_ID_LENGTH, 0),
};
const home = object(
  { type: oneOf('home'), blocks: (value, pointer) => validateBlocks(value, 'home', pointer) },
  common,
);
const modal = object(
  {
    type: oneOf('modal'),
    title: plainText(limit.VIEW_TITLE_LENGTH),
    blocks: (value, pointer) => validateBlocks(value, 'modal', pointer),
  },
  {
    ...common,
    close: plainText(limit.VIEW_BUTTON_LENGTH),
    submit: plainText(limit.VIEW_BUTTON_LENGTH),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
  inputsNeedSubmit,
);

function inputsNeedSubmit(view: Json, pointer: string): Problem[] {
  if ('submit' in view || !Array.isArray(view.blocks)) return [];
  return view.blocks.flatMap((block: unknown, index) =>
    isObject(block) && block.type === 'input'
      ? problem('must define `submit` to use an `input` block in modals', `${pointer}/blocks/${index}/input`)
      : [],
  );
}

/** Everything that Slack would refuse in a view of this kind; pointers begin with `/view`. */
export function validateView(view: unknown, kind: 'modal' | 'home'): Problem[] {
  return orNoneFits(kind === 'modal' ? modal : home)(view, '/view');
}
