import { type ActionsBlockElement, type ContextActionsBlockElement, type ImageElement } from '@slack/types';
import { useActing } from './acting';
import { Button } from './button';
import { Field } from './field';
import { Picture } from './picture';
import { Overflow } from './menus';

/** An element that stands in a block of its own right: in a row of actions or beside a section. */
export function Element({ element }: { element: ActionsBlockElement | ContextActionsBlockElement | ImageElement }) {
  const { act } = useActing();
  switch (element.type) {
    case 'button':
      return <Button element={element} />;
    case 'image':
      return <Picture image={element} className="beside" />;
    case 'overflow':
      return <Overflow element={element as Parameters<typeof Overflow>[0]['element']} />;
    case 'icon_button':
      return <Button element={{ ...element, type: 'button' }} />;
    case 'feedback_buttons':
      return [element.positive_button, element.negative_button].map((button) => (
        <button
          key={button.value}
          type="button"
          className="button"
          onClick={() => void act(element.action_id ?? '', button.value)}
        >
          {button.text.text}
        </button>
      ));
    case 'workflow_button':
      return null;
    default:
      return <Field element={element} />;
  }
}
