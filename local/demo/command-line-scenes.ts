import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLineOf } from './command-line';
import { type Scene } from './scene';

/** The program `countersign` on two machines. */
export const commandLineScenes: Scene[] = [
  {
    title: 'Chat is down: two terminals ask for a deploy, approve it and see it through',
    async play(audience) {
      const { slack, teams, discord } = audience.stack;
      const folder = mkdtempSync(join(tmpdir(), 'countersign-terminals-'));
      const [alice, bob] = ['alice', 'bob'].map((who) => commandLineOf(audience.stack, folder, who));
      assert.ok(alice && bob);
      const line = '/deploy order-service v2.4.2 production';
      const at = new Date().toISOString();
      try {
        for (const terminal of [alice, bob]) assert.equal((await terminal.login()).code, 0);
        slack.faults.set({ kind: 'http', status: 500 });
        for (const { faults } of [teams, discord]) faults.set({ kind: 'error', status: 500 });
        const asked = alice.run(...line.slice(1).split(' '));
        const waits = await audience.until(async () => (await bob.run('pending')).out.includes(line), 60);
        assert.ok(waits, 'the request is listed in the other terminal');
        assert.equal((await bob.run('approve')).code, 0);
        const { code, out } = await asked;
        assert.equal(code, 0, out);
        assert.match(out, /Approved by @bob[^]*Deploy complete/);
        const { approved_by: by, platform } = await audience.outcome(line, at);
        assert.deepEqual([by, platform], ['@bob', 'console']);
        console.log(`  $ countersign ${line.slice(1)}\n${out.replace(/^/gm, '  ')}`);
      } finally {
        for (const { faults } of [slack, teams, discord]) faults.clear();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
];
