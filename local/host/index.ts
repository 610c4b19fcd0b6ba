import { availableParallelism } from 'node:os';
import { ClientApi } from './durable/client-api';
import { Engine } from './durable/engine';
import { ManagementServer, rpcPath } from './durable/management-server';
import { ManagementUrls } from './durable/management-urls';
import { Store } from './durable/store';
import { CrashPoint, type Faults } from './faults';
import { HttpTriggers } from './http/http-triggers';
import { deriveKeys, newFunctionKey } from './http/keys';
import { respondEmpty } from './http/respond';
import { Logger, type LogLevel } from './log';
import { disconnect, listen, stopAccepting } from './server';
import { readHostJson, readLocalSettings } from './settings';
import { TimerTriggers } from './triggers/timer-triggers';
import { warmUp } from './triggers/warm-up';
import { Worker } from './worker/worker';

export interface HostOptions {
  /** Folder with package.json, host.json and, if there is one, local.settings.json. */
  appDirectory: string;
  /** 0 takes a free port. */
  port: number;
  /** Port of the durable client's API; a free one unless given. */
  rpcPort?: number;
  /** Folder of the durable store; one process at a time may have it open. */
  storeDirectory: string;
  /** Made when not given. */
  functionKey?: string;
  /** Settings for the app beside the process's own; they win over local.settings.json and over the environment. */
  environment?: Record<string, string>;
  /** `information` unless given. */
  logLevel?: LogLevel;
  faults?: Faults;
  /** Starts as an instance that Azure adds under load does: with the app's warm-up function. */
  scaleOut?: boolean;
  /** Told when the store can no longer be written; the host then only answers with errors and should be closed. */
  onStoreFailure?: (error: Error) => void;
}

export interface Host {
  url: string;
  rpcUrl: string;
  functionKey: string;
  masterKey: string;
  /** `METHODS /route` of every HTTP function. */
  routes: string[];
  close(): Promise<void>;
}

const closingGraceMs = 5_000;

/**
 * Runs a v4 Node function app in this process. Throws, with nothing left running, when the app does not load, a port is taken or
 * the store is locked or damaged.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const opened: (() => Promise<unknown> | void)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.reverse()) await close();
  };
  try {
    return await open(options, opened, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function open(
  options: HostOptions,
  opened: (() => Promise<unknown> | void)[],
  close: () => Promise<void>,
): Promise<Host> {
  const log = new Logger(options.logLevel ?? 'information');
  const hostJson = readHostJson(options.appDirectory);
  const faults = options.faults ?? {};
  opened.push(applyEnvironment(options));
  const store = await Store.open(options.storeDirectory, new CrashPoint('store', faults.crash), (error) => {
    log.error('store', error.message);
    options.onStoreFailure?.(error);
  });
  opened.push(() => store.close());
  const worker = new Worker(log, new CrashPoint('invocation', faults.crash), hostJson.functionTimeoutMs);
  opened.push(() => worker.close());
  await worker.load(options.appDirectory);
  if (options.scaleOut) await warmUp(worker, log);

  const { defaultVersion, versionMatchStrategy, maxConcurrentActivities = 10 * availableParallelism() } = hostJson;
  const engine = new Engine(worker, store, log, {
    defaultVersion,
    versionMatchStrategy,
    maxConcurrentActivities,
    faults,
  });
  const keys = deriveKeys(options.functionKey ?? newFunctionKey());
  const urls = new ManagementUrls(hostJson.hubName, keys.system);
  const management = new ManagementServer(new ClientApi(engine, store, urls, log), keys);
  const http = new HttpTriggers(worker, log, keys, hostJson.routePrefix);

  const rpc = await listen(
    options.rpcPort ?? 0,
    (request, response) => management.handle(request, response) || respondEmpty(response, 404),
  );
  opened.push(() => disconnect(rpc.server));
  opened.push(() => stopAccepting(rpc.server));
  const main = await listen(
    options.port,
    (request, response) => management.handleWebhook(request, response) || void http.handle(request, response),
  );
  opened.push(() => disconnect(main.server));
  opened.push(() => worker.drain(closingGraceMs));
  opened.push(() => engine.stop());
  opened.push(() => stopAccepting(main.server));
  const url = `http://127.0.0.1:${main.port}`;
  const rpcUrl = `http://127.0.0.1:${rpc.port}${rpcPath}`;
  worker.clientInput = urls.clientInput(url, rpcUrl);

  const timers = new TimerTriggers(worker, log);
  opened.push(() => timers.stop());
  await engine.resume();
  timers.start(process.env);
  return { url, rpcUrl, functionKey: keys.function, masterKey: keys.master, routes: http.routes, close };
}

/** Gives the app its settings: local.settings.json, over it the process's environment, over that the options. */
function applyEnvironment({ appDirectory, environment }: HostOptions): () => void {
  const before = { ...process.env };
  const defaults = {
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
    FUNCTIONS_WORKER_RUNTIME: 'node',
    ...readLocalSettings(appDirectory),
  };
  Object.assign(process.env, { ...defaults, ...before, ...environment });
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}
