import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CONFINED } from './confine';

export interface PlaygroundProcess {
  /** `http://127.0.0.1:PORT` */
  url: string;
  stop(): Promise<void>;
}

export interface PlaygroundProcessOptions {
  port: number;
  /** Where its activities go. */
  endpoint: string;
  /** Where the app is to answer. */
  serviceUrl: string;
  /** The file of who and what there is. */
  worldFile: string;
  logFile: string;
  onLine?: (line: string) => void;
}

/** Runs Microsoft's Playground, confined to this machine. @throws Error when it ends, or finds its port in use */
export async function startPlaygroundProcess(options: PlaygroundProcessOptions): Promise<PlaygroundProcess> {
  const { port, endpoint, serviceUrl, worldFile, logFile, onLine } = options;
  const cli = createRequire(join(process.cwd(), 'package.json')).resolve('@microsoft/m365agentsplayground/cli.js');
  const flags = [
    '--app-endpoint',
    endpoint,
    '--service-url',
    serviceUrl,
    '--port',
    String(port),
    '--disable-telemetry',
  ];
  const child = spawn(process.execPath, [CONFINED, cli, 'start', ...flags], {
    env: {
      ...process.env,
      TEAMSAPPTESTER_BROWSER: 'none',
      APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: worldFile,
      M365_AGENTS_PLAYGROUND_LOGFILE: logFile,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const recent: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        recent.push(line);
        onLine?.(line);
        const listening = /^Listening on (\d+)$/.exec(line)?.[1];
        if (listening) resolve(`http://127.0.0.1:${listening}`);
      });
    child.once('exit', (code) => reject(new Error(`the Playground ended with ${code}:\n${recent.join('\n')}`)));
  });
  const stop = async () => {
    process.off('exit', killAtExit);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  };
  if (port !== 0 && url !== `http://127.0.0.1:${port}`) {
    await stop();
    throw new Error(`port ${port} is in use on 127.0.0.1`);
  }
  return { url, stop };
}
