import { useState } from 'react';
import { Bar } from '../../../pages/client/bar';
import { Notices, useNotices } from '../../../pages/client/notices';
import { Tabs } from '../../../pages/client/tabs';
import { useLive } from '../../../pages/client/use-live';
import { useStored } from '../../../pages/client/use-stored';
import { type Snapshot } from '../model';
import { Faults } from './faults';
import { InstanceDetail } from './instance-detail';
import { InstanceList } from './instance-list';

const replace = (_: Snapshot, next: Snapshot) => next;

/** Instances and what they wait for; beside that, what the sandboxes are made to do wrong. */
export function App() {
  const { state, connected } = useLive<Snapshot, Snapshot>('/_page/live', replace);
  const { notices, notify, drop } = useNotices();
  const [tab, setTab] = useState(0);
  const [selected, select] = useState<string>();
  const [operator, setOperator] = useStored<string | null>('operator', null);
  if (!state) return <p className="nothing">{connected ? 'Opening…' : 'Waiting for the server…'}</p>;
  const { operators, instances, sandboxes, hostUp, operatorTitle } = state;
  const acting = operators.find(({ id }) => id === operator) ?? operators.find(({ able }) => able) ?? operators[0];
  const instance = instances.find(({ id }) => id === selected);
  const failing = sandboxes.filter(({ on }) => on).length;
  return (
    <>
      <Bar
        title={`${state.company}: operations`}
        connected={connected && hostUp}
        tabs={
          <Tabs
            label="What to look at"
            options={['Instances', failing ? `Sandbox faults (${failing})` : 'Sandbox faults']}
            active={tab}
            setActive={setTab}
          />
        }
      >
        <label className="operator">
          <span>You are</span>
          <select value={acting?.id} onChange={(event) => setOperator(event.target.value)}>
            {operators.map(({ id, able }) => (
              <option key={id} value={id}>
                {able ? `${id}, ${operatorTitle}` : id}
              </option>
            ))}
          </select>
        </label>
      </Bar>
      {!hostUp && (
        <p className="try" role="alert">
          The function app does not answer. What is listed was there when it did last.
        </p>
      )}
      {tab === 0 ? (
        <main className={instance ? 'operations chosen' : 'operations'}>
          <InstanceList instances={instances} more={state.more} selected={selected} select={select} />
          {instance ? (
            <InstanceDetail
              key={instance.id}
              instance={instance}
              others={instances}
              operator={acting?.id ?? ''}
              select={select}
              notify={notify}
            />
          ) : (
            <section className="detail" aria-label="Instance">
              <p className="nothing">Choose an instance to see what it did and what it waits for.</p>
            </section>
          )}
        </main>
      ) : (
        <Faults sandboxes={sandboxes} notify={notify} />
      )}
      <Notices notices={notices} drop={drop} />
    </>
  );
}
