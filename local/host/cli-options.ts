import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Faults, parseCrash, parseFault } from './faults';
import { isLogLevel, type LogLevel } from './log';

export interface CliOptions {
  appDirectory: string;
  port: number;
  storeDirectory: string;
  logLevel: LogLevel;
  /** Name of the setting that holds the function key. */
  functionKeySetting: string;
  faults: Faults;
  /** Starts with the app's warm-up function, as an instance does that Azure adds under load. */
  scaleOut: boolean;
}

export const usage = `usage: host [--app FOLDER] [--port PORT] [--store FOLDER] [--log-level LEVEL] [--function-key-setting NAME]
            [--fault worker-death=ACTIVITY[:N]] [--fault redeliver=ACTIVITY:MS] [--fault late-restart=MS]
            [--crash-at store|invocation:N:before|after] [--scale-out]`;

/** Reads the command line; PORT and HOST_LOG_LEVEL of the environment stand in for flags not given. Throws when something cannot be read. */
export function readCliOptions(args: string[], environment: NodeJS.ProcessEnv): CliOptions {
  const { values } = parseArgs({
    args,
    options: {
      app: { type: 'string', default: '.' },
      port: { type: 'string', default: environment['PORT'] ?? '7071' },
      store: { type: 'string', default: '.countersign/host' },
      'log-level': { type: 'string', default: environment['HOST_LOG_LEVEL'] ?? 'information' },
      'function-key-setting': { type: 'string', default: 'FUNCTIONS_DEFAULT_KEY' },
      fault: { type: 'string', multiple: true, default: [] },
      'crash-at': { type: 'string' },
      'scale-out': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT is "${values.port}", which is no port number.`);
  const logLevel = values['log-level'];
  if (!isLogLevel(logLevel)) throw new Error(`"${logLevel}" is no log level.`);
  const crashAt = values['crash-at'];
  return {
    appDirectory: resolve(values.app),
    port,
    storeDirectory: resolve(values.store),
    logLevel,
    functionKeySetting: values['function-key-setting'],
    scaleOut: values['scale-out'],
    faults: Object.assign(
      {},
      ...values.fault.map(parseFault),
      crashAt === undefined ? {} : parseCrash(crashAt),
    ) as Faults,
  };
}
