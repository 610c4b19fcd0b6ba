import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const path = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** `describe`, or where there is no Chromium its `skip`, so that what was not tried is reported by name. */
export const describeInChromium = existsSync(path) ? describe : describe.skip;

/** Debian's Chromium, without a window and without calls to Google. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
