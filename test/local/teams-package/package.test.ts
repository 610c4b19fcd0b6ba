import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { makePackage } from '../../../local/teams-package/make-package';
import { readPackage } from '../../../local/teams-package/read-package';
import { type CommandSpec } from '../../../src/model/command-spec';
import { teamsManifest } from '../../../src/platforms/teams/manifest';
import { commands } from '../../../src/commands/index';
import { unzip } from '../../kit/unzip';

const appId = '00000000-0000-0000-0000-00000000b07a';
const flags = [
  '--domain',
  'countersign-demo.azurewebsites.net',
  '--website',
  'https://demo-company.example/countersign',
];
const otherwise = { version: '0.1.0', company: 'Demo company' };
const given = readPackage(flags, appId, otherwise);
const specs = commands.map(({ spec }) => spec);

/** Microsoft's own schema; Ajv knows no draft 04, of which it uses nothing that later drafts read differently. */
const schema = {
  ...JSON.parse(readFileSync('test/fixtures/teams/MicrosoftTeams.v1.30.schema.json', 'utf8')),
  $schema: undefined,
};
const conforms = addFormats(new Ajv({ strict: false, allErrors: true })).compile(schema);
const problems = (manifest: unknown) => (conforms(manifest) ? [] : conforms.errors);

/** A PNG's size, and the opacity of each of its pixels. */
function image(file: Buffer | undefined): { width: number; height: number; opacities: number[]; colours: Set<string> } {
  const [width = 0, height = 0] = [file?.readUInt32BE(16), file?.readUInt32BE(20)];
  const length = file?.readUInt32BE(33) ?? 0;
  const rows = inflateSync(file?.subarray(41, 41 + length) ?? Buffer.alloc(0));
  const pixels = Array.from({ length: width * height }, (_unused, index) => {
    const start = Math.floor(index / width) * (width * 4 + 1) + 1 + (index % width) * 4;
    return [...rows.subarray(start, start + 4)];
  });
  return {
    width,
    height,
    opacities: pixels.map(([, , , opacity]) => opacity ?? 0),
    colours: new Set(pixels.filter(([, , , opacity]) => opacity).map((pixel) => pixel.slice(0, 3).join())),
  };
}

describe('the Teams app package', () => {
  it('holds a manifest of Microsoft’s published schema, and both icons that it names', () => {
    const files = unzip(makePackage(given));
    const manifest = JSON.parse(String(files['manifest.json']));
    expect(problems(manifest)).toEqual([]);
    expect(Object.keys(files)).toEqual(['manifest.json', manifest.icons.color, manifest.icons.outline]);
  });

  it('has icons of Teams’ sizes: one in full colour, one white on transparent', () => {
    const files = unzip(makePackage(given));
    const color = image(files['color.png']);
    expect([color.width, color.height, Math.min(...color.opacities)]).toEqual([192, 192, 255]);
    const outline = image(files['outline.png']);
    expect([outline.width, outline.height]).toEqual([32, 32]);
    expect(outline.colours).toEqual(new Set(['255,255,255']));
    expect([Math.min(...outline.opacities), Math.max(...outline.opacities)]).toEqual([0, 255]);
  });

  it('is the same bytes when nothing has changed', () => {
    expect(makePackage(given).equals(makePackage(given))).toBe(true);
  });

  it('offers the twelve that Teams has room for in personal chats, teams and group chats, help last', () => {
    const { bots } = teamsManifest(specs, given);
    const [list] = bots[0]!.commandLists;
    expect(bots[0]).toMatchObject({ botId: appId, scopes: ['personal', 'team', 'groupChat'] });
    const typed = specs.filter(({ example }) => !example.includes('<')).map(({ name }) => name);
    expect(typed.length).toBeGreaterThan(12);
    expect(list!.commands.map(({ title }) => title)).toEqual([...typed.slice(0, 11), 'help']);
    expect(list!.commands[0]).toEqual({
      title: 'deploy',
      description: 'Deploy a service to an environment: /deploy <service> <version> <environment>',
    });
  });

  it('offers to keep a message, in the menu of each', () => {
    const [menu] = teamsManifest(specs, given).composeExtensions;
    expect(menu).toMatchObject({ botId: appId });
    const common = { type: 'action', context: ['message'], fetchTask: true };
    expect(menu?.commands).toMatchObject([
      { ...common, id: 'keepInTimeline', title: "Keep in the incident's timeline" },
      { ...common, id: 'takeOutOfTimeline', title: 'Take out of the timeline' },
    ]);
  });

  it('keeps help on the menu, and to the schema, with more and longer commands than the menu takes', () => {
    const many = Array.from({ length: 20 }, (_unused, index): CommandSpec => ({
      ...specs[0]!,
      name: `c${index}`,
      summary: 'x'.repeat(200),
    }));
    const manifest = teamsManifest([...many, specs.at(-1)!], given);
    const { commands: shown } = manifest.bots[0]!.commandLists[0]!;
    expect([shown.length, shown.at(-1)?.title, shown[0]?.description.length]).toEqual([12, 'help', 128]);
    expect(problems(manifest)).toEqual([]);
  });

  it('names the application for single sign-on only when there is one', () => {
    expect(teamsManifest(specs, given)).not.toHaveProperty('webApplicationInfo');
    const resource = `api://countersign-demo.azurewebsites.net/botid-${appId}`;
    const manifest = teamsManifest(specs, readPackage([...flags, '--resource', resource], appId, otherwise));
    expect(manifest).toMatchObject({ webApplicationInfo: { id: appId, resource } });
    expect(problems(manifest)).toEqual([]);
  });

  it('is of a schema that would notice', () => {
    expect(problems({ ...teamsManifest(specs, given), id: 'no-guid' })).not.toEqual([]);
    expect(problems({ ...teamsManifest(specs, given), nonsense: 1 })).not.toEqual([]);
  });
});

describe('what it is made of', () => {
  it('is told all at once when it is missing', () => {
    expect(() => readPackage([], undefined, { version: '1', company: '' })).toThrow(
      [
        'MicrosoftAppId is missing: the application ID of the bot in Entra.',
        '--domain is missing: a host name without https:// and path.',
        '--website is missing: an https address.',
        '--version is "1", which is not a version such as 1.0.0.',
        '--company is missing: a name of at most 32 characters.',
      ].join('\n'),
    );
  });

  it.each([
    ['--domain', 'https://countersign.example/', 'not a host name'],
    ['--domain', 'localhost', 'not a host name'],
    ['--website', 'http://demo.example', 'not an https address'],
    ['--privacy', 'javascript:alert(1)', 'not an https address'],
    ['--version', '1.0', 'not a version'],
    ['--resource', 'https://demo.example', 'begins with api://'],
    ['--company', 'x'.repeat(33), 'at most 32 characters'],
  ])('is refused when it is wrong: %s %s', (flag, value, reason) => {
    expect(() => readPackage([...flags, flag, value], appId, otherwise)).toThrow(reason);
  });
});
