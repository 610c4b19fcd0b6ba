import { statsPage } from '../../../local/stats/stats-page';
import { type Figures } from '../../../src/stats/figures';

const figures: Figures = {
  deployments: 2,
  deploymentsByDay: [{ day: '2026-11-02', worked: 2, failed: 0 }],
  commits: 0,
  started: 2,
  failed: 0,
  changeFailureRatio: 0,
  restored: 0,
  approvals: [{ asked: '<img src=x onerror=alert(1)>', count: 1, medianSeconds: 60, longestSeconds: 60 }],
  incidents: [],
  commandsByHour: Array.from({ length: 24 }, () => 0),
  commands: 2,
};

describe('The page of figures', () => {
  it('needs nothing beside it, and draws each plot in light and dark', async () => {
    const page = await statsPage('All services', figures, 7);
    expect(page.match(/<svg/g)).toHaveLength(4);
    expect(page).not.toMatch(/<(script|link|img)|url\(|(src|href)="http/);
    expect(page).toContain('<td>2, 2.0 a week</td>');
  });

  it('shows what others wrote as text', async () => {
    const page = await statsPage('<script>alert(1)</script>', figures, 7);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toContain('<script');
  });
});
