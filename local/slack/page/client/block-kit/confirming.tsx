import { type ConfirmationDialog } from '@slack/types';
import { type ReactNode, useState } from 'react';
import { createPortal } from 'react-dom';
import { Dialog } from '../../../../pages/client/dialog';
import { plain, Text, type TextObject } from './text';

type Do = () => Promise<void>;

/**
 * Runs what a person does to an element: one thing at a time, and after the element's own question when it has one.
 * @returns `dialog` is to be shown inside the element
 */
export function useConfirming(confirm: ConfirmationDialog | undefined) {
  const [asking, setAsking] = useState<{ run: Do; pane: Element | null }>();
  const [busy, setBusy] = useState(false);
  const start = async (run: Do) => {
    setBusy(true);
    await run().finally(() => setBusy(false));
  };
  const run = (what: Do) => {
    if (busy) return;
    if (confirm)
      setAsking({ run: what, pane: document.activeElement?.closest('.pane') ?? document.querySelector('.pane') });
    else void start(what);
  };
  const close = () => setAsking(undefined);
  const dialog: ReactNode =
    confirm &&
    asking?.pane &&
    createPortal(
      <Dialog
        title={plain(confirm.title as TextObject)}
        onClose={close}
        onSubmit={() => {
          close();
          void start(asking.run);
        }}
        footer={
          <>
            <button type="button" className="button" onClick={close}>
              {confirm.deny ? plain(confirm.deny) : 'Cancel'}
            </button>
            <button type="submit" className={`button ${confirm.style ?? 'primary'}`} data-focus>
              {confirm.confirm ? plain(confirm.confirm) : 'Yes'}
            </button>
          </>
        }
      >
        <p>
          <Text of={confirm.text} />
        </p>
      </Dialog>,
      asking.pane,
    );
  return { run, busy, dialog };
}
