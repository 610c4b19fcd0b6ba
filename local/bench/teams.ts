import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appSettings } from '../app-settings';
import { startAzurite } from '../azurite';
import { startSlack } from '../slack/index';
import { startTeams } from '../teams/index';
import { startVendors, stopVendors } from '../vendors';
import { cards } from './cards';
import { type Figure } from './figures';
import { startMeasured } from './process';
import { coldBesideTeams } from './cold-beside-teams';
import { teamsAcknowledgement } from './teams-acknowledgement';

/** What Teams costs: a verified message beside a bare bot of Microsoft's, the start of the Slack path, and the cards. */
export async function teams(): Promise<Figure[]> {
  const figures = await cards();
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const withoutTeams = join(home, 'without-teams');
  execFileSync(process.execPath, ['scripts/build-without-teams.mjs', withoutTeams]);
  const [tables, vendors, slack, sandbox] = await Promise.all([
    startAzurite(),
    startVendors(),
    startSlack(),
    startTeams(),
  ]);
  const env = appSettings({ tables, slack, teams: sandbox, ...vendors }, 'bench');
  let stores = 0;
  const host = (...more: string[]) => {
    const store = join(home, `store-${stores++}`);
    const args = ['--port', '0', '--store', store, '--function-key-setting', 'COUNTERSIGN_FUNCTION_KEY'];
    return startMeasured('.build/host.mjs', [...args, ...more], env);
  };
  try {
    figures.push(
      await coldBesideTeams(
        () => host(),
        () => host('--app', withoutTeams),
        slack.signingSecret,
      ),
    );
    const [ours, bot] = await Promise.all([host(), startMeasured('.build/bot.mjs', [], env)]);
    figures.push(...(await teamsAcknowledgement(ours, bot, sandbox)));
    await Promise.all([ours.stop(), bot.stop()]);
    return figures;
  } finally {
    await Promise.all([slack.close(), sandbox.close(), stopVendors(vendors), tables.close()]);
    rmSync(home, { recursive: true, force: true });
  }
}
