import { html } from 'hono/html';
import { sandboxPage } from '../../kit/sandbox-page';
import type { StatusPage } from './page';

/** The status page as customers see it; everything written by people is escaped. */
export function publicPage(page: StatusPage) {
  const broken = Object.values(page.components).some((state) => state !== 'operational');
  return sandboxPage(
    'Demo company status',
    STYLE,
    html`<p class="now ${broken ? 'broken' : ''}">
        ${broken ? 'Some systems have trouble' : 'All systems operational'}
      </p>
      <ul>
        ${Object.entries(page.components).map(
          ([id, state]) => html`<li><span>${page.nameOf(id)}</span><span>${inWords(state)}</span></li>`,
        )}
      </ul>
      ${[...page.incidents].reverse().map(
        ({ name, impact, incident_updates }) =>
          html`<section>
            <h2>${name}</h2>
            <small>Impact: ${impact}</small>
            ${incident_updates.map(
              ({ status, body, created_at }) =>
                html`<p><strong>${inWords(status)}</strong> – ${body}<br /><small>${created_at}</small></p>`,
            )}
          </section>`,
      )}`,
  );
}

const STYLE = `
  .now { color: #fff; background: #1a7f37; padding: 0.75rem 1rem; border-radius: 6px; font-weight: 600; }
  .now.broken { background: #b42318; }
  li { display: flex; justify-content: space-between; border-bottom: 1px solid #d0d7de; padding: 0.5rem 0; }
  ul { padding: 0; }
  h2 { margin: 2rem 0 0.5rem; }
  p { margin: 0.5rem 0; }
`;

function inWords(state: string): string {
  const words = state.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
