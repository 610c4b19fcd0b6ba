import { fullTimeOf, preciseTimeOf } from '../../../pages/client/clock';
import { type Step } from '../model';

/** What it did and waited for, one row each, on one axis. */
export function Timeline({ steps }: { steps: Step[] }) {
  const first = steps[0];
  const last = steps.reduce((latest, { to }) => Math.max(latest, to), 0);
  if (!first) return null;
  return (
    <figure className="timeline">
      <figcaption>
        <b>What it did</b>
        <small>Long waits are drawn shorter than they were; the times are exact.</small>
      </figcaption>
      <ol>
        {steps.map((step, index) => (
          <li key={index} className={`${step.kind} ${step.state}`}>
            <Row step={step} />
          </li>
        ))}
      </ol>
      <p className="axis" aria-hidden="true">
        <span>{preciseTimeOf(first.from)}</span>
        <span>{preciseTimeOf(last)}</span>
      </p>
    </figure>
  );
}

function Row({ step }: { step: Step }) {
  const { label, kind, state, from, to, left, right, detail } = step;
  const took = kind === 'mark' ? '' : durationOf(to - from);
  const said = state === 'failed' ? ', failed' : state === 'going' ? ', still going' : '';
  const row = (
    <>
      <span className="what">
        {label}
        <span className="unseen">{said}</span>
      </span>
      <span className="track" aria-hidden="true">
        <span className="bar-of" style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }} />
      </span>
      <span className="took" title={fullTimeOf(from)}>
        {took}
      </span>
    </>
  );
  if (detail === undefined || detail === null) return <div className="row">{row}</div>;
  return (
    <details>
      <summary className="row">{row}</summary>
      <pre tabIndex={0}>{typeof detail === 'string' ? detail : JSON.stringify(detail, null, 2)}</pre>
    </details>
  );
}

function durationOf(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const minutes = Math.round(milliseconds / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
