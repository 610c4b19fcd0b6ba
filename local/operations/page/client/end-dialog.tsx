import { useState } from 'react';
import { Dialog } from '../../../pages/client/dialog';

interface Props {
  deed: 'terminate' | 'rewind';
  what: string;
  operator: string;
  close: () => void;
  send: (reason: string) => Promise<void>;
}

const WORDS = {
  terminate: {
    title: 'End this instance',
    button: 'End it',
    says: 'What it began at a vendor goes on there. Its lock is given back, and what became of it is found out and recorded, within three minutes.',
  },
  rewind: { title: 'Retry what failed', button: 'Retry', says: 'What failed in it runs again; what was done is not.' },
};

/** Who and why is recorded before it is done, so both are shown and asked. */
export function EndDialog({ deed, what, operator, close, send }: Props) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const { title, button, says } = WORDS[deed];
  const submit = () => {
    setMissing(!reason.trim());
    if (reason.trim()) void send(reason);
  };
  return (
    <Dialog
      title={title}
      onClose={close}
      onSubmit={submit}
      footer={
        <>
          <button type="button" className="button" onClick={close}>
            Leave it
          </button>
          <button type="submit" className={`button ${deed === 'terminate' ? 'danger' : 'primary'}`}>
            {button}
          </button>
        </>
      }
    >
      <p>
        <code>{what}</code>
      </p>
      <p>{says}</p>
      <label className="reason">
        <span>Why, as {operator}; it is recorded</span>
        <textarea
          rows={3}
          maxLength={500}
          value={reason}
          aria-invalid={missing}
          aria-describedby={missing ? 'reason-missing' : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {missing && (
        <p className="error" id="reason-missing">
          Say why, in a few words.
        </p>
      )}
    </Dialog>
  );
}
