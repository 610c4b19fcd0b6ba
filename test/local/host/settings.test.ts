import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTimeSpan, readHostJson, readLocalSettings } from '../../../local/host/settings';
import { TestFolder } from './support/host-process';

let folder: TestFolder;
beforeEach(() => {
  folder = new TestFolder();
});
afterEach(() => folder.remove());

it('takes the defaults of Azure Functions when there is no host.json', () => {
  expect(readHostJson(folder.path)).toMatchObject({
    routePrefix: 'api',
    hubName: 'TestHubName',
    defaultVersion: null,
    versionMatchStrategy: 'CurrentOrOlder',
  });
  expect(readLocalSettings(folder.path)).toEqual({});
});

it('reads what it knows of host.json', () => {
  const text = JSON.stringify({
    functionTimeout: '00:05:00',
    extensions: { http: { routePrefix: '/v1/' }, durableTask: { hubName: 'H', defaultVersion: '3' } },
  });
  writeFileSync(join(folder.path, 'host.json'), `\uFEFF${text}`);
  expect(readHostJson(folder.path)).toMatchObject({
    routePrefix: 'v1',
    hubName: 'H',
    defaultVersion: '3',
    functionTimeoutMs: 300_000,
  });
});

it.each([
  ['00:00:30', 30_000],
  ['1.02:03:04', 93_784_000],
  ['-1', undefined],
])('reads the time span %s', (text, ms) => {
  expect(parseTimeSpan(text)).toBe(ms);
});

it('names the file that is not JSON, and the text that is no time span', () => {
  writeFileSync(join(folder.path, 'local.settings.json'), '{');
  expect(() => readLocalSettings(folder.path)).toThrow(/local\.settings\.json is not valid JSON/);
  expect(() => parseTimeSpan('5 minutes')).toThrow('"5 minutes" is not a time span such as 00:05:00');
});
