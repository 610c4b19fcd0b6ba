import { LogLevel, type Logger } from '@slack/web-api';

/** WebClient and Bolt print every refusal; tests that want refusals do not want that. */
export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
