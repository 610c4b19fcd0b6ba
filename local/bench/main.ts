import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { appSettings } from '../app-settings';
import { startAzurite } from '../azurite';
import { startSlack } from '../slack/index';
import { startTeams } from '../teams/index';
import { startVendors, stopVendors } from '../vendors';
import { acknowledgement } from './acknowledgement';
import { approve } from './approve';
import { audit } from './audit';
import { auditLarge } from './audit-large';
import { cold } from './cold';
import { commands } from './commands';
import { engine } from './engine';
import { type Figure, printFigures } from './figures';
import { firstMessage } from './first-message';
import { incidents } from './incidents';
import { page } from './page';
import { startMeasured } from './process';
import { teams } from './teams';

const SECTIONS: Record<string, () => Promise<Figure[]>> = {
  audit,
  'audit-large': auditLarge,
  commands,
  engine,
  approve,
  incidents,
  page,
  teams,
};
/** The first part of the way of a command, which can be had alone. */
const COLD = 'cold';

/**
 * `npm run bench` measures the way of a command against Bolt; with names of sections, those. Every figure is a ratio to a baseline
 * of the same run; absolute numbers are this machine's on this day.
 */
async function run(names: string[]): Promise<void> {
  const unknown = names.find((name) => name !== COLD && !Object.hasOwn(SECTIONS, name));
  if (unknown)
    throw new Error(`There is no section "${unknown}"; there are ${[COLD, ...Object.keys(SECTIONS)].join(', ')}.`);
  const load = loadavg()[0]?.toFixed(1);
  console.log(`Node ${process.version}, ${cpus().length} cores, load ${load} before the start`);
  if (names.length === 0) return commandsWay();
  for (const name of names) {
    if (name === COLD) await commandsWay(true);
    else printFigures(await SECTIONS[name]!());
  }
}

async function commandsWay(coldAlone = false): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const [tables, vendors, slack, teams] = await Promise.all([
    startAzurite(),
    startVendors(),
    startSlack(),
    startTeams(),
  ]);
  const env = appSettings({ tables, slack, teams, ...vendors }, 'bench');
  let stores = 0;
  const from = (app: string) => async () => ({
    ...(await startMeasured(
      '.build/host.mjs',
      [
        ...['--port', '0', '--app', app, '--store', join(home, `store-${stores++}`)],
        ...['--function-key-setting', 'COUNTERSIGN_FUNCTION_KEY'],
      ],
      env,
    )),
    path: '/api/slack/commands',
  });
  const ours = from('.');
  // What is deployed, as `npm run package` leaves it unpacked.
  execFileSync(process.execPath, ['.build/package-app.mjs', '--out', join(home, 'countersign.zip')]);
  const packaged = from('.build/package');
  const bolt = async () => ({ ...(await startMeasured('.build/bolt.mjs', [], env)), path: '' });
  const floor = async () => ({
    ...(await startMeasured(
      '.build/host.mjs',
      ['--port', '0', '--app', 'local/bench/floor', '--store', join(home, `store-${stores++}`)],
      env,
    )),
    path: '/api/floor',
  });
  const bare = async () => ({ ...(await startMeasured('.build/bare.mjs', [], env)), path: '' });
  try {
    await cold({ countersign: packaged, bolt, bare, floor }, slack.signingSecret);
    if (coldAlone) return;
    const first = { countersign: await ours(), bolt: await bolt() };
    await firstMessage(first, slack);
    await Promise.all(Object.values(first).map((server) => server.stop()));
    const servers = { countersign: await ours(), bolt: await bolt(), bare: await bare(), floor: await floor() };
    await acknowledgement(servers, slack.signingSecret);
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  } finally {
    await Promise.all([slack.close(), teams.close(), stopVendors(vendors), tables.close()]);
    rmSync(home, { recursive: true, force: true });
  }
}

run(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.stack);
    process.exit(1);
  },
);
