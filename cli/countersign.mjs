#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../.build/cli.mjs', import.meta.url);
if (existsSync(built)) await import(built.href);
else {
  process.stderr.write('countersign is not built yet: npm ci && npm run build\n');
  process.exitCode = 5;
}
