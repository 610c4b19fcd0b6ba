import { useState } from 'react';
import { timeOf } from '../../../pages/client/clock';
import { type Instance } from '../model';
import { StateBadge } from './state-badge';

interface Props {
  instances: Instance[];
  more: boolean;
  selected: string | undefined;
  select: (id: string) => void;
}

const STATES = { going: 'Running', failed: 'Failed', over: 'Ended' };
/** What works for commands: alarms, followers of runs, and so on. */
const INNER = 'inner work';

/** Those that are chosen by state, command, service and words, newest first. */
export function InstanceList({ instances, more, selected, select }: Props) {
  const [state, setState] = useState('');
  const [command, setCommand] = useState('');
  const [service, setService] = useState('');
  const [words, setWords] = useState('');
  const kindOf = ({ command: typed, orchestrator }: Instance) =>
    typed ?? (orchestrator === 'incident' ? 'incident (card)' : INNER);
  const wanted = words.trim().toLowerCase();
  const shown = instances.filter(
    (one) =>
      (!state || one.state === state) &&
      (command ? kindOf(one) === command : kindOf(one) !== INNER || one.state === 'failed') &&
      (!service || one.service === service) &&
      `${one.line} ${one.status} ${one.asker} ${one.id} ${one.orchestrator}`.toLowerCase().includes(wanted),
  );
  const choices = (of: (one: Instance) => string | undefined) =>
    [...new Set(instances.map(of).filter((name) => name !== undefined))].sort();
  return (
    <section className="list" aria-label="Instances">
      <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <Choice label="State" value={state} set={setState} any="Any state" options={Object.entries(STATES)} />
        <Choice
          label="Command"
          value={command}
          set={setCommand}
          any="Any command"
          options={choices(kindOf).map((name) => [name, name])}
        />
        <Choice
          label="Service"
          value={service}
          set={setService}
          any="Any service"
          options={choices((one) => one.service).map((name) => [name, name])}
        />
        <input
          type="search"
          aria-label="Words, person or ID"
          placeholder="Words, person or ID"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </form>
      <p className="count" role="status">
        {shown.length} of {instances.length}
        {more && ', and older ones that are not listed'}
      </p>
      <ul>
        {shown.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className="instance"
              aria-current={one.id === selected}
              onClick={() => select(one.id)}
            >
              <span className="head">
                <StateBadge instance={one} />
                <b>{one.line ?? one.orchestrator}</b>
                <time dateTime={one.created}>{timeOf(Date.parse(one.created))}</time>
              </span>
              <small>{one.status || one.id}</small>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="nothing">No instance is like that.</p>}
    </section>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  set: (value: string) => void;
  any: string;
  options: [value: string, words: string][];
}

function Choice({ label, value, set, any, options }: ChoiceProps) {
  return (
    <select aria-label={label} value={value} onChange={(event) => set(event.target.value)}>
      <option value="">{any}</option>
      {options.map(([name, words]) => (
        <option key={name} value={name}>
          {words}
        </option>
      ))}
    </select>
  );
}
