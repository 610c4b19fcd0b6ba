import { html, raw } from 'hono/html';
import { plotSvg } from '../../src/plots/plot-svg';
import { type Theme } from '../../src/plots/themes';
import { type Figures } from '../../src/stats/figures';
import { figureTexts } from '../../src/stats/figure-texts';
import { plotsOf } from '../../src/stats/plots-of';
import { spanText } from '../../src/stats/span-text';

const SIZE = { width: 800, height: 320 };

const style = `
  :root { color-scheme: light dark; --back: #fff; --ink: #1d1c1d; --faint: #616061; --line: #e3e3e3 }
  body { margin: 2rem auto; padding: 0 1rem; max-width: 52rem; font: 16px/1.5 Inter, system-ui, sans-serif; background: var(--back); color: var(--ink) }
  h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
  table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line) }
  th { font-weight: 600; color: var(--faint) } svg { max-width: 100%; height: auto } .dark { display: none }
  footer { color: var(--faint); margin-top: 2rem; font-size: .9rem }
  @media (prefers-color-scheme: dark) { :root { --back: #1a1d21; --ink: #f0f0f0; --faint: #b0b3b8; --line: #3a3d42 } .dark { display: block } .light { display: none } }`;

/** A page that needs nothing beside it, in light and dark. */
export async function statsPage(title: string, figures: Figures, days: number): Promise<string> {
  const plots = Object.values(plotsOf(figures)).map((option) =>
    (['light', 'dark'] as const).map(
      (theme: Theme) => html`<div class="${theme}">${raw(plotSvg(option, SIZE, theme))}</div>`,
    ),
  );
  const page = html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${title}</title>
      <style>
        ${raw(style)}
      </style>
      <h1>${title}</h1>
      ${table(figureTexts(figures, days).map(({ label, text }) => [label, text]))} ${plots}
      ${section('Waiting for approval, by who is asked', ['asked', 'requests', 'median', 'longest'], waits(figures))}
      ${section('Time to resolve incidents', ['severity', 'incidents', 'mean'], incidents(figures))}
      <footer>Production only, from the audit log; docs/stats.md defines each figure.</footer>
    </html>`;
  return String(await page);
}

function waits({ approvals }: Figures): string[][] {
  return approvals.map((one) => [
    one.asked,
    String(one.count),
    spanText(one.medianSeconds),
    spanText(one.longestSeconds),
  ]);
}

function incidents({ incidents: all }: Figures): string[][] {
  return all.map(({ severity, count, meanSeconds }) => [severity, String(count), spanText(meanSeconds)]);
}

function section(title: string, heads: string[], rows: string[][]) {
  if (rows.length === 0) return '';
  return html`<h2>${title}</h2>
    ${table(rows, heads)}`;
}

function table(rows: string[][], heads: string[] = []) {
  const head =
    heads.length > 0
      ? html`<tr>
          ${heads.map((cell) => html`<th>${cell}</th>`)}
        </tr>`
      : '';
  return html`<table>
    ${head}
    ${rows.map(
      (row) =>
        html`<tr>
          ${row.map((cell) => html`<td>${cell}</td>`)}
        </tr>`,
    )}
  </table>`;
}
