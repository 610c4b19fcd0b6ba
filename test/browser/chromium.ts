import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const path = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** `describe`, where there is a Chromium; where there is none, says by name what was not tried. */
export function describeInChromium(name: string, tests: () => void): void {
  if (existsSync(path)) return describe(name, tests);
  process.stderr.write(
    `Not tried, as there is no Chromium at ${path} (apt-get install chromium, or set CHROMIUM): ${name}\n`,
  );
  describe.skip(name, tests);
}

/** Debian's Chromium, without a window and without calls to Google. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
