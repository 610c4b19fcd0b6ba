import { IconButton } from '../../../pages/client/icon-button';

interface Props {
  /** Puts a line into a person's composer in #deployments. */
  type: (person: string, line: string) => void;
  /** Makes the right pane this person's, unless they have one. */
  become: (person: string) => void;
  onClose: () => void;
}

const line = '/deploy order-service v2.4.1 production';

/** For whoever opens the page for the first time: what this is, and what to try. */
export function Welcome({ type, become, onClose }: Props) {
  return (
    <section className="welcome" aria-label="What to try">
      <header>
        <p>
          <b>A Slack workspace on this machine.</b> You are two people at once, one in each pane; nothing leaves this
          computer.
        </p>
        <IconButton icon="close" label="Close the welcome" onClick={onClose} />
      </header>
      <ol>
        <li>
          <b>Ask</b>
          <p>
            As alice: <code>{line}</code>
          </p>
          <button type="button" className="button small" onClick={() => type('U0ALICE', line)}>
            Type it as alice
          </button>
        </li>
        <li>
          <b>Approve</b>
          <p>As bob, press Approve or react with ✅. Reject asks for a reason. Both panes change at once.</p>
          <button type="button" className="button small" onClick={() => become('U0BOB')}>
            Be bob
          </button>
        </li>
        <li>
          <b>Break in</b>
          <p>Ask again, then approve as mallory, or as alice herself. Neither counts, and only she is told why.</p>
          <button type="button" className="button small" onClick={() => become('U0MALLORY')}>
            Be mallory
          </button>
        </li>
        <li>
          <b>Look around</b>
          <p>
            <code>/cs-help</code> lists what works. Slack keeps <code>/status</code> for itself: try it. A typo is
            answered, not obeyed.
          </p>
          <button type="button" className="button small" onClick={() => type('U0ALICE', '/cs-help')}>
            Ask for help
          </button>
        </li>
      </ol>
    </section>
  );
}
