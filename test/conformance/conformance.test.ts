import { HostProcess, TestFolder } from '../local/host/support/host-process';
import { FunctionApp } from './function-app';
import { rows } from './rows';
import { httpRows } from './rows/http';
import type { Row } from './row';
import { whySkipped } from './why-skipped';

const rowTimeoutMs = 120_000;

function suite(name: string, chosen: readonly Row[], environment: Record<string, string>): void {
  describe(name, () => {
    const folder = new TestFolder();
    let host: HostProcess;
    beforeAll(async () => {
      host = await HostProcess.start(folder, { app: 'test/conformance/app', environment });
    });
    afterAll(async () => {
      await host.kill();
      folder.remove();
    });

    const circumstances = { hasKey: true, streams: environment['CONFORMANCE_STREAM'] === '1' };
    for (const row of chosen.filter((each) => whySkipped(each, circumstances) === undefined))
      it(
        `${row.name} (${row.source})`,
        async () => expect(await row.run(new FunctionApp(host.url, 'test-key'))).toEqual(row.expected),
        rowTimeoutMs,
      );
  });
}

suite('the embedded host', rows, { CONFORMANCE_STREAM: '' });
suite('the embedded host, HTTP of an app that streams', httpRows, { CONFORMANCE_STREAM: '1' });
