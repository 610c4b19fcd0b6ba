import { type Button as ButtonElement } from '@slack/types';
import { safeAddress } from '../mrkdwn';
import { useActing } from './acting';
import { useConfirming } from './confirming';
import { plain } from './text';

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export function Button({ element }: { element: ButtonElement }) {
  const { act } = useActing();
  const { run, busy, dialog } = useConfirming(element.confirm);
  const label = plain(element.text);
  const press = () => {
    const address = element.url && safeAddress(element.url);
    if (address) window.open(address, '_blank', 'noopener,noreferrer');
    run(() => act(element.action_id ?? label));
  };
  return (
    <>
      <button
        type="button"
        className={`button ${element.style ?? ''}`}
        aria-label={element.accessibility_label}
        aria-busy={busy}
        onClick={press}
      >
        {label}
      </button>
      {dialog}
    </>
  );
}
