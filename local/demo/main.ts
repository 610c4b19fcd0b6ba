import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toExported } from '../../src/audit/export';
import { ANY_PORTS, startStack } from '../stack';
import { Audience, CHANNEL } from './audience';
import { type Scene } from './scene';
import { scenes } from './scenes';
import { writeStricterCompany } from './stricter-company';
import { ALARMED, stricterScenes } from './stricter-scenes';

const { values } = parseArgs({ options: { only: { type: 'string' }, verbose: { type: 'boolean' } } });

async function run(): Promise<number> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
  const home = mkdtempSync(join(tmpdir(), 'countersign-demo-'));
  const onLine = values.verbose ? (line: string) => process.stderr.write(`${line}\n`) : undefined;
  const stack = await startStack({ home, keep: false, ports: ANY_PORTS, runSeconds: 3, onLine });
  const audience = new Audience(stack);
  let failed = 0;
  try {
    failed += await playAll(wanted(scenes), audience);
    if (wanted(stricterScenes).length > 0) {
      await stack.host().stop();
      await stack.restartHost([], { COUNTERSIGN_CONFIG: writeStricterCompany(home) });
      console.log('── the same company with a stricter policy: local/demo/stricter-policy.yaml ──');
      failed += await playAll(wanted(stricterScenes), audience);
    }
    await stack.slack.idle();
    console.log(`\n── #deployments, as people saw it ──\n${stack.slack.workspace.transcript(CHANNEL)}`);
    console.log(`\n── #incidents, as people saw it ──\n${stack.slack.workspace.transcript(ALARMED)}`);
    console.log(`\n── deployments in Teams, as people saw it ──\n${stack.teams.tenant.transcript('deployments')}`);
    console.log('\n── audit log, outcomes ──');
    for (const entry of await audience.entries())
      if (entry.kind === 'outcome') console.log(JSON.stringify(toExported(entry), null, 2));
    const chain = await audience.verifyChain();
    console.log(`\n── audit chain: ${chain.intact ? `intact, ${chain.entries} entries` : JSON.stringify(chain)} ──`);
    if (!chain.intact) failed += 1;
  } finally {
    await stack.stop();
    rmSync(home, { recursive: true, force: true });
  }
  const played = wanted([...scenes, ...stricterScenes]).length;
  console.log(failed ? `${failed} of ${played} scenes differ` : `all ${played} scenes as expected`);
  return failed ? 1 : 0;
}

function wanted(all: Scene[]): Scene[] {
  return all.filter(({ title }) => title.includes(values.only ?? ''));
}

/** @returns how many differ from what is expected */
async function playAll(all: Scene[], audience: Audience): Promise<number> {
  let failed = 0;
  for (const { title, play } of all) {
    const began = Date.now();
    try {
      await play(audience);
      console.log(`✓ ${title} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed += 1;
      console.log(`✗ ${title}\n${(error as Error).stack ?? String(error)}`);
    }
  }
  return failed;
}

run().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.stack ?? error.message);
    process.exit(1);
  },
);
