import { html } from 'hono/html';
import { sandboxPage } from '../../kit/sandbox-page';
import { type Alert, DEEDS } from './inbox';
import { type OnCall } from './on-call';

/** The inbox as a responder sees it, with buttons that work as whoever is chosen. */
export function inboxPage(alerts: Alert[], onCall: OnCall) {
  const { users } = onCall.list();
  const names = (ids: string[]) => ids.map((id) => onCall.user(id)?.name ?? id).join(', ');
  return sandboxPage(
    'Pager inbox',
    STYLE,
    html`${alerts.length === 0 ? html`<p>Nobody has been paged.</p>` : ''}
    ${[...alerts].reverse().map(
      ({ id, summary, severity, source, status, assignees, responders, triggeredAt, resolvedAt, key }) =>
        html`<article class="${status}">
          <p><strong>${summary}</strong></p>
          <p>${status} · ${severity} · ${source} · with ${names(assignees) || 'nobody'}</p>
          ${responders.map(
            (one) => html`<p>${names(one.targets)} called by ${names([one.requester])}: ${one.message}</p>`,
          )}
          ${status === 'resolved' ? '' : form(id, users)}
          <small>${key} · triggered ${triggeredAt}${resolvedAt ? ` · resolved ${resolvedAt}` : ''}</small>
        </article>`,
    )}`,
  );
}

/** Plain forms: the page needs no script. */
function form(id: string, users: { id: string; name: string }[]) {
  const options = users.map((one) => html`<option value="${one.id}">${one.name}</option>`);
  return html`<form method="post" action="/_page/${id}">
    <label
      >As
      <select name="user">
        ${options}
      </select></label
    >
    <label
      >to
      <select name="to">
        ${options}
      </select></label
    >
    ${DEEDS.map((deed) => html`<button name="deed" value="${deed}">${deed}</button> `)}
  </form>`;
}

const STYLE = `
  article { border: 1px solid #d0d7de; border-left: 5px solid #b42318; border-radius: 6px; padding: 0.75rem 1rem; margin: 1rem 0; }
  article.acknowledged { border-left-color: #9a6700; }
  article.resolved { border-left-color: #1a7f37; }
  p { margin: 0.25rem 0; }
  form { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0.5rem 0; align-items: center; }
  button, select { font: inherit; padding: 0.2rem 0.6rem; }
  button::first-letter { text-transform: uppercase; }
`;
