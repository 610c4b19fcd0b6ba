import { useState } from 'react';
import { act } from '../../../pages/client/act';
import { type Sandbox } from '../model';

const WORDS: Record<string, string> = {
  slow: 'answers after 5 seconds',
  error: 'refuses with an error of its own',
  http: 'answers 500',
  'bad-gateway': 'a proxy answers 502 in HTML',
  'too-many-requests': 'answers 429, ask later',
  ratelimited: 'answers 429, ask later',
  html: 'a sign-in page in HTML instead of an answer',
  reset: 'connection reset, nothing done',
  'reset-after': 'done, then connection reset: the answer is lost',
  truncated: 'half an answer',
};

interface Props {
  sandboxes: Sandbox[];
  notify: (text: string) => void;
}

/** What each sandbox is made to do wrong, to see what the bot makes of it. */
export function Faults({ sandboxes, notify }: Props) {
  return (
    <main className="faults">
      <p className="try">
        The bot knows these by their addresses, as it knows the vendors. Make one fail and ask for something: every
        command ends in an outcome that says what happened.
      </p>
      <ul>
        {sandboxes.map((sandbox) => (
          <FaultSwitch key={sandbox.name} sandbox={sandbox} notify={notify} />
        ))}
      </ul>
    </main>
  );
}

function FaultSwitch({ sandbox: { name, kinds, on }, notify }: { sandbox: Sandbox } & Pick<Props, 'notify'>) {
  const [kind, setKind] = useState(kinds[0] ?? '');
  const [times, setTimes] = useState('');
  const turn = async (given: object) => {
    try {
      await act('/_page/faults', { sandbox: name, ...given });
    } catch (error) {
      notify((error as Error).message);
    }
  };
  const often = on?.times ? `${on.hits} of ${on.times} times` : `${on?.hits} times so far`;
  return (
    <li className={on ? 'on' : ''}>
      <form
        aria-label={name}
        onSubmit={(event) => {
          event.preventDefault();
          void turn({ kind, ...(times && { times: Number(times) }) });
        }}
      >
        <b>{name}</b>
        <span className="now" role="status">
          {on ? `${WORDS[on.kind] ?? on.kind}, ${often}` : 'works'}
        </span>
        <select aria-label={`What ${name} does wrong`} value={kind} onChange={(event) => setKind(event.target.value)}>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {WORDS[one] ?? one}
            </option>
          ))}
        </select>
        <input
          type="number"
          min={1}
          max={10_000}
          placeholder="always"
          aria-label={`How many requests to ${name} fail`}
          value={times}
          onChange={(event) => setTimes(event.target.value)}
        />
        <button type="submit" className="button small">
          Switch on
        </button>
        <button type="button" className="button small" disabled={!on} onClick={() => void turn({})}>
          Switch off
        </button>
      </form>
    </li>
  );
}
