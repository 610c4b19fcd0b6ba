import type { Row } from './row';

/** What the host and the app under test allow to ask. */
export interface Circumstances {
  hasKey: boolean;
  streams: boolean;
}

/** Why a row says nothing here, or undefined when it is to be run. */
export function whySkipped({ needs }: Row, { hasKey, streams }: Circumstances): string | undefined {
  if (needs === 'key' && !hasKey) return 'no --key was given';
  if (needs === 'streams' && !streams) return 'the app was not started with CONFORMANCE_STREAM=1';
  if (needs === 'no streams' && streams) return 'the app was started with CONFORMANCE_STREAM=1';
  return undefined;
}
