import { useEffect, useState } from 'react';
import { act } from '../../../pages/client/act';
import { fullTimeOf } from '../../../pages/client/clock';
import { type Instance, type Story } from '../model';
import { EndDialog } from './end-dialog';
import { StateBadge } from './state-badge';
import { Timeline } from './timeline';

interface Props {
  instance: Instance;
  others: Instance[];
  operator: string;
  select: (id: string | undefined) => void;
  notify: (text: string) => void;
}

type Deed = 'terminate' | 'rewind';

/** One instance: what it waits for, what it did, and what can be done about it. */
export function InstanceDetail({ instance, others, operator, select, notify }: Props) {
  const { id, line, orchestrator, state, status, asker, service, environment, created, updated } = instance;
  const story = useStory(instance, notify);
  const [doing, setDoing] = useState<Deed>();
  const inner = others.filter((one) => one.id.startsWith(`${id}-`));
  const owner = others.find((one) => one.line !== undefined && id.startsWith(`${one.id}-`));
  const does = async (path: string, given: object) => {
    try {
      const { done } = (await act(`/_page/instances/${encodeURIComponent(id)}/${path}`, given)) as { done: string };
      notify(done);
      return true;
    } catch (error) {
      notify((error as Error).message);
      return false;
    }
  };
  return (
    <section className="detail" aria-label="Instance">
      <div className="detail-inside" inert={doing !== undefined}>
        <button type="button" className="plain back" onClick={() => select(undefined)}>
          ← All instances
        </button>
        <header>
          <h2>{line ?? orchestrator}</h2>
          <div className="deeds">
            {state === 'going' && (
              <button type="button" className="button danger" onClick={() => setDoing('terminate')}>
                End it…
              </button>
            )}
            {state === 'failed' && line === undefined && (
              <button type="button" className="button" onClick={() => setDoing('rewind')}>
                Retry…
              </button>
            )}
            {state !== 'going' && line !== undefined && (
              <button type="button" className="button" onClick={() => void does('ask-again', { operator })}>
                Ask again as {operator}
              </button>
            )}
          </div>
        </header>
        <dl>
          <dt>State</dt>
          <dd>
            <StateBadge instance={instance} /> {status}
          </dd>
          {asker && (
            <>
              <dt>Asked by</dt>
              <dd>{asker}</dd>
            </>
          )}
          {service && (
            <>
              <dt>Target</dt>
              <dd>
                {service}
                {environment && ` in ${environment}`}
              </dd>
            </>
          )}
          <dt>Started</dt>
          <dd>{fullTimeOf(Date.parse(created))}</dd>
          <dt>Last moved</dt>
          <dd>{fullTimeOf(Date.parse(updated))}</dd>
          <dt>Instance</dt>
          <dd>
            <code>{id}</code> ({orchestrator})
          </dd>
          {owner && (
            <>
              <dt>Works for</dt>
              <dd>
                <button type="button" className="plain" onClick={() => select(owner.id)}>
                  {owner.line}
                </button>
              </dd>
            </>
          )}
          {inner.length > 0 && (
            <>
              <dt>Works with</dt>
              <dd className="inner">
                {inner.map((one) => (
                  <button key={one.id} type="button" className="plain" title={one.id} onClick={() => select(one.id)}>
                    {one.orchestrator}
                  </button>
                ))}
              </dd>
            </>
          )}
        </dl>
        {story && (
          <>
            <Timeline steps={story.steps} />
            <Value title="Input" value={story.input} />
            <Value title="Outcome" value={story.output} open />
          </>
        )}
      </div>
      {doing && (
        <EndDialog
          deed={doing}
          what={line ?? orchestrator}
          operator={operator}
          close={() => setDoing(undefined)}
          send={async (reason) => {
            if (await does(doing, { operator, reason })) setDoing(undefined);
          }}
        />
      )}
    </section>
  );
}

/** Asked for again whenever it moved. */
function useStory({ id, updated, status, state }: Instance, notify: (text: string) => void): Story | undefined {
  const [story, setStory] = useState<Story>();
  useEffect(() => {
    let gone = false;
    void fetch(`/_page/instances/${encodeURIComponent(id)}`)
      .then(async (response) => {
        const answer = (await response.json()) as Story & { error?: string };
        if (gone) return;
        if (response.ok) setStory(answer);
        else notify(answer.error ?? `The server answered ${response.status}.`);
      })
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [id, updated, status, state, notify]);
  return story;
}

function Value({ title, value, open }: { title: string; value: unknown; open?: boolean }) {
  if (value === null || value === undefined) return null;
  return (
    <details className="value" open={open}>
      <summary>{title}</summary>
      <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
