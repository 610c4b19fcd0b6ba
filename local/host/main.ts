import { type CliOptions, readCliOptions, usage } from './cli-options';
import { type Host, startHost } from './index';
import { newFunctionKey } from './http/keys';
import { readLocalSettings } from './settings';

function readOptions(): CliOptions {
  try {
    return readCliOptions(process.argv.slice(2), process.env);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}\n`);
    process.exit(2);
  }
}

function fail(error: Error & { code?: string }, port: number): never {
  const message = error.code === 'EADDRINUSE' ? `Port ${port} is in use. Set PORT to a free one.` : error.message;
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const options = readOptions();
  const { functionKeySetting } = options;
  let host: Host | undefined;
  /** A second signal, or one before the host is up, ends at once: what is in the store is complete at any moment. */
  const end = (code: number): void => {
    if (!host) process.exit(code);
    const closing = host;
    host = undefined;
    closing.close().then(
      () => process.exit(code),
      (error: Error) => fail(error, options.port),
    );
  };

  process.on('unhandledRejection', (reason) =>
    process.stderr.write(`${new Date().toISOString()} error host Unhandled rejection: ${describe(reason)}\n`),
  );
  process.on('uncaughtException', (error) =>
    process.stderr.write(`${new Date().toISOString()} error host Uncaught exception: ${describe(error)}\n`),
  );
  // Whoever read our words may be gone; that is no reason to fail, or to say so again.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('SIGINT', () => end(0));
  process.on('SIGTERM', () => end(0));

  try {
    const given = process.env[functionKeySetting] ?? readLocalSettings(options.appDirectory)[functionKeySetting];
    const functionKey = given || newFunctionKey();
    host = await startHost({ ...options, functionKey, onStoreFailure: () => end(1) });
    for (const route of host.routes) process.stdout.write(`${route}\n`);
    if (!given)
      process.stdout.write(
        `function key ${functionKey} (made for this run; ${functionKeySetting} sets a lasting one)\n`,
      );
    process.stdout.write(`ready ${host.url}\n`);
  } catch (error) {
    fail(error as Error & { code?: string }, options.port);
  }
}

function describe(reason: unknown): string {
  return (reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)).replaceAll('\n', '\\n');
}

void main();
