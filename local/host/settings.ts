import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VersionMatchStrategy } from './durable/version-match';

/** What the host takes from host.json. Durations are in milliseconds. */
export interface HostJson {
  routePrefix: string;
  hubName: string;
  defaultVersion: string | null;
  versionMatchStrategy: VersionMatchStrategy;
  functionTimeoutMs: number | undefined;
  maxConcurrentActivities: number | undefined;
}

interface RawHostJson {
  functionTimeout?: string;
  extensions?: {
    http?: { routePrefix?: string };
    durableTask?: {
      hubName?: string;
      defaultVersion?: string;
      versionMatchStrategy?: VersionMatchStrategy;
      maxConcurrentActivityFunctions?: number;
    };
  };
}

/** Reads `<appDirectory>/host.json`; a missing file means all defaults. Throws when the file is not JSON or has a wrong duration. */
export function readHostJson(appDirectory: string): HostJson {
  const raw = (readJson(join(appDirectory, 'host.json')) ?? {}) as RawHostJson;
  const durable = raw.extensions?.durableTask;
  return {
    routePrefix: trimSlashes(raw.extensions?.http?.routePrefix ?? 'api'),
    hubName: durable?.hubName ?? 'TestHubName',
    defaultVersion: durable?.defaultVersion ?? null,
    versionMatchStrategy: durable?.versionMatchStrategy ?? 'CurrentOrOlder',
    functionTimeoutMs: raw.functionTimeout === undefined ? undefined : parseTimeSpan(raw.functionTimeout),
    maxConcurrentActivities: durable?.maxConcurrentActivityFunctions,
  };
}

/** Reads the `Values` of `<appDirectory>/local.settings.json`; a missing file means none. */
export function readLocalSettings(appDirectory: string): Record<string, string> {
  const raw = readJson(join(appDirectory, 'local.settings.json')) as { Values?: Record<string, unknown> } | undefined;
  return Object.fromEntries(Object.entries(raw?.Values ?? {}).map(([name, value]) => [name, String(value)]));
}

/** Parses .NET's `[d.]hh:mm:ss`; `-1` (no limit) is undefined. */
export function parseTimeSpan(text: string): number | undefined {
  if (text.trim() === '-1') return undefined;
  const match = /^(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/.exec(text.trim());
  if (!match) throw new Error(`host.json: "${text}" is not a time span such as 00:05:00.`);
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

function trimSlashes(text: string): string {
  return text.replace(/^\/+|\/+$/g, '');
}

function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`${path} is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}
