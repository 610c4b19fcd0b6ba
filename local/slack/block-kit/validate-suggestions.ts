import { array, object, orNoneFits, problem, type Problem } from './check';
import { optionGroup, plainOption } from './composition';
import * as limit from './limits';

const suggestions = object(
  {},
  { options: array(plainOption, limit.SELECT_OPTIONS, 0), option_groups: array(optionGroup, limit.SELECT_GROUPS, 0) },
  (value, pointer) =>
    'options' in value !== 'option_groups' in value
      ? []
      : problem('must define either `options` or `option_groups`', pointer),
);

/** Everything that Slack would refuse in the answer to a `block_suggestion`. */
export function validateSuggestions(answer: unknown): Problem[] {
  return orNoneFits(suggestions)(answer, '');
}
