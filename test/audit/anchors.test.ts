import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createHash, generateKeyPairSync, sign as signWith } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AnchorStore } from '../../src/audit/anchors/anchor-store';
import { openAnchorStore } from '../../src/audit/anchors/open-anchor-store';
import { BrokenAnchor, checkAnchors } from '../../src/audit/anchors/check-anchors';
import { fileSigner } from '../../src/audit/anchors/file-signer';
import { merkleRoot } from '../../src/audit/anchors/merkle-root';
import { openSigner } from '../../src/audit/anchors/open-signer';
import { type Signer } from '../../src/audit/anchors/signer';
import { vaultSigner } from '../../src/audit/anchors/vault-signer';
import { writeAnchor } from '../../src/audit/anchors/write-anchor';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { type Tables } from '../../src/state/tables';
import { type Azurite, startAzurite } from '../../local/azurite';
import vectors from '../fixtures/audit/anchors.json';
import { auditRecord } from '../kit/audit-record';
import { freshTables } from '../kit/fresh-tables';

let folder: string;
let azurite: Azurite;
let blobs: Azurite;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-anchors-'));
  [azurite, blobs] = await Promise.all([startAzurite(), startAzurite({ service: 'blob' })]);
}, 30_000);
afterAll(async () => {
  await Promise.all([azurite.close(), blobs.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const nobody = () => Promise.reject(new Error('There is no identity here.'));
let count = 0;
const fresh = (name: string) => pathToFileURL(join(folder, `${name}-${count++}`));

function publicSigner(): Signer {
  const file = fresh('public.pem');
  writeFileSync(file, vectors.publicKey);
  return fileSigner(file);
}

describe('anchors that other code made from docs/audit-format.md', () => {
  it.each(vectors.roots.map(({ leaves, root }) => [leaves.length, leaves, root] as const))(
    'a tree of %i leaves has their root',
    (_, leaves, root) => {
      expect(merkleRoot(leaves.map((leaf) => Buffer.from(leaf)))).toBe(root);
    },
  );

  it('are right, and tell where each chain was', async () => {
    const expected = await checkAnchors(vectors.anchors, publicSigner());
    expect([...(expected.get('main')?.keys() ?? [])]).toEqual([3, 42, 999999999999]);
    expect(expected.get('eu')?.get(1)).toEqual({
      hash: createHash('sha256').update('eu1').digest('hex'),
      anchor: '2026-11-02T12.json',
    });
  });

  const [first, second, third] = vectors.anchors as [Named, Named, Named];
  type Named = { name: string; text: string };
  const with_ = (anchor: Named, from: string, to: string) => ({ ...anchor, text: anchor.text.replace(from, to) });
  it.each<[string, Named[], string]>([
    ['one is missing', [first, third], 'number 2 is missing'],
    ['the first is missing', [second, third], 'number 1 is missing'],
    ['two are swapped', [first, third, second], 'number 2 is missing'],
    ['an end is changed', [first, with_(second, '"sequence": 42', '"sequence": 41'), third], 'the root is not'],
    ['a time is changed', [first, with_(second, 'T12:00', 'T11:30')], 'the signature is not right'],
    [
      'white space is changed, as the next one tells',
      [with_(first, '{\n', '{ \n'), second],
      'not the one that it followed',
    ],
    [
      'it is signed with another key',
      [with_(first, '"key": "file:', '"key": "file:0')],
      'is not the one in AUDIT_ANCHOR_KEY',
    ],
    ['another algorithm is named', [with_(first, 'ES256', 'none')], 'no anchor of schema 1'],
    ['it is not JSON', [{ name: 'x', text: 'x' }], 'it is not JSON'],
    ['it is null', [{ name: 'x', text: 'null' }], 'no anchor of schema 1'],
  ])('are found out when %s', async (_, anchors, problem) => {
    const checking = checkAnchors(anchors, publicSigner());
    await expect(checking).rejects.toThrow(BrokenAnchor);
    await expect(checking).rejects.toThrow(problem);
  });

  it('are worth something one by one, when somebody kept them', async () => {
    expect((await checkAnchors([], publicSigner(), [third])).get('d')?.has(4)).toBe(true);
    await expect(checkAnchors([first], publicSigner(), [with_(third, '"d"', '"e"')])).rejects.toThrow(
      'the root is not',
    );
  });
});

describe.each<[string, () => AnchorStore]>([
  ['a folder', () => openAnchorStore(fresh('store').href, nobody)],
  ['a blob container', () => openAnchorStore(blobs.connectionString, nobody)],
])('%s as a store', (_, open) => {
  it('keeps what was written first, and lists names in their order', async () => {
    const store = open();
    expect(await store.names()).toEqual([]);
    expect(await store.write('2026-11-02T13.json', '{"a":"é"}')).toBe('written');
    expect(await store.write('2026-11-02T12.json', 'first')).toBe('written');
    expect(await store.write('2026-11-02T12.json', 'second')).toBe('exists');
    expect(await store.names()).toEqual(['2026-11-02T12.json', '2026-11-02T13.json']);
    expect(await store.read('2026-11-02T13.json')).toBe('{"a":"é"}');
    expect(await store.read('2026-11-02T12.json')).toBe('first');
    await expect(store.read('2026-11-02T14.json')).rejects.toThrow();
  });
});

it.each([
  ['http://account.blob.core.windows.net/c'],
  ['DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://10.0.0.1/a'],
  ['nonsense'],
])('%s is no store, and is not repeated', (setting) => {
  expect(() => openAnchorStore(setting, nobody)).toThrow(/^AUDIT_ANCHORS/);
  expect(() => openSigner(setting, nobody)).toThrow(/^AUDIT_ANCHOR_KEY/);
});

describe('a key in a file', () => {
  it('is made by the first signature, for its owner alone, and is the same afterwards', async () => {
    const file = fresh('key.pem');
    const [one, two] = await Promise.all([fileSigner(file).sign('a'), fileSigner(file).sign('a')]);
    expect(one.key).toBe(two.key);
    expect(one.signature).toHaveLength(64);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain('PRIVATE KEY');
  });
});

describe('a Key Vault key', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const asked: string[] = [];
  // As documented at https://learn.microsoft.com/rest/api/keyvault/keys/sign/sign and /get-key/get-key.
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    void answer(request).then((body) => {
      response
        .writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
        .end(JSON.stringify(body ?? { error: {} }));
    });
  });
  let address: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys/audit-anchor`;
  });
  afterAll(() => server.close());

  async function answer(request: IncomingMessage): Promise<object | undefined> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (request.url === '/keys/audit-anchor/sign?api-version=7.4') {
      const { alg, value } = JSON.parse(body) as { alg: string; value: string };
      if (alg !== 'ES256' || Buffer.from(value, 'base64url').length !== 32) return undefined;
      return { kid: `${address}/0123abcd`, value: signDigest(signed) };
    }
    if (request.url !== '/keys/audit-anchor/0123abcd?api-version=7.4') return undefined;
    return {
      key: { kid: `${address}/0123abcd`, ...publicKey.export({ format: 'jwk' }), kty: 'EC-HSM', key_ops: ['sign'] },
    };
  }

  // Node signs no digest by itself: the text that belongs to it is known here.
  let signed = '';
  const signDigest = (text: string) =>
    signWith('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');

  it('signs where it is, and is asked for its public half by its version', async () => {
    const tables = freshTables(azurite.connectionString)();
    const log = createTableAuditLog(tables, () => new Date('2026-11-02T10:00:00Z'));
    await log.append(auditRecord({}));
    const vault = vaultSigner(address, async () => 'token');
    const watching: Signer = { ...vault, sign: (text) => ((signed = text), vault.sign(text)) };
    const store = openAnchorStore(fresh('store').href, nobody);
    await writeAnchor(tables.table('CountersignAudit'), store, watching, new Date('2026-11-02T10:00:15Z'));
    const [name = ''] = await store.names();
    const text = await store.read(name);
    expect((await checkAnchors([{ name, text }], vault)).get('main')?.has(1)).toBe(true);
    expect(asked[0]).toBe('POST /keys/audit-anchor/sign?api-version=7.4 Bearer token');
    await expect(checkAnchors([{ name, text: text.replace('127.0.0.1', '127.0.0.2') }], vault)).rejects.toThrow(
      'is no version of the one in AUDIT_ANCHOR_KEY',
    );
  });
});

describe('a chain that has anchors', () => {
  const at = (hour: number) => new Date(`2026-11-02T${hour}:00:15Z`);

  /** Six entries, an anchor after each third. */
  async function anchored() {
    const tables = freshTables(azurite.connectionString)();
    const store = openAnchorStore(fresh('store').href, nobody);
    const signer = fileSigner(fresh('key.pem'));
    await write(tables, 1, 3);
    expect(await writeAnchor(tables.table('CountersignAudit'), store, signer, at(11))).toEqual({
      name: '2026-11-02T11.json',
    });
    await write(tables, 4, 6);
    await writeAnchor(tables.table('CountersignAudit'), store, signer, at(12));
    const anchors = await Promise.all(
      (await store.names()).map(async (name) => ({ name, text: await store.read(name) })),
    );
    return { tables, store, signer, expected: await checkAnchors(anchors, signer) };
  }

  async function write(tables: Tables, from: number, to: number, over = {}): Promise<void> {
    const log = createTableAuditLog(tables, () => new Date('2026-11-02T10:30:00Z'));
    for (let n = from; n <= to; n++) await log.append(auditRecord({ instance_id: `i${n}`, ...over }));
  }

  it('agrees with them, also when it has gone on', async () => {
    const { tables, expected } = await anchored();
    await write(tables, 7, 8);
    expect(await createTableAuditLog(tables).verify({ expected })).toEqual({ intact: true, chains: 1, entries: 8 });
  });

  it('is anchored once an hour, and not at all while nothing is new', async () => {
    const { tables, store, signer } = await anchored();
    const table = tables.table('CountersignAudit');
    expect(await writeAnchor(table, store, signer, at(13))).toEqual({ none: 'nothing new' });
    await write(tables, 7, 7);
    expect(await writeAnchor(table, store, signer, at(12))).toEqual({ none: 'there already' });
    const both = await Promise.all([
      writeAnchor(table, store, signer, at(13)),
      writeAnchor(table, store, signer, at(13)),
    ]);
    expect(both.filter((one) => 'name' in one)).toHaveLength(1);
  });

  it('that is not there yet has none', async () => {
    const tables = freshTables(azurite.connectionString)();
    const store = openAnchorStore(fresh('store').href, nobody);
    const written = await writeAnchor(tables.table('CountersignAudit'), store, fileSigner(fresh('key.pem')), at(11));
    expect(written).toEqual({ none: 'nothing new' });
  });

  it('that was written anew, so that all of it fits together, is found out', async () => {
    const { expected } = await anchored();
    const forged = freshTables(azurite.connectionString)();
    await write(forged, 1, 6, { approved_by: '@mallory' });
    expect(await createTableAuditLog(forged).verify()).toMatchObject({ intact: true });
    expect(await createTableAuditLog(forged).verify({ expected })).toMatchObject({
      intact: false,
      bad: {
        row: 'entry:999999999993',
        problem: expect.stringContaining('(2026-11-02T12.json): the chain was rewritten'),
      },
    });
  });

  it('that was rewritten from its middle on is found out', async () => {
    const { expected } = await anchored();
    const forged = freshTables(azurite.connectionString)();
    await write(forged, 1, 4);
    await write(forged, 5, 9, { result: 'failure' });
    expect(await createTableAuditLog(forged).verify({ expected })).toMatchObject({ intact: false });
  });

  it('whose end was cut off, head and all, is found out, and so is one that is gone', async () => {
    const { expected } = await anchored();
    const cut = freshTables(azurite.connectionString)();
    await write(cut, 1, 5);
    expect(await createTableAuditLog(cut).verify()).toMatchObject({ intact: true });
    expect(await createTableAuditLog(cut).verify({ expected })).toMatchObject({
      bad: { row: 'entry:999999999993', problem: expect.stringContaining('ends at entry 5, but had entry 6') },
    });
    const gone = freshTables(azurite.connectionString)();
    expect(await createTableAuditLog(gone).verify({ expected })).toMatchObject({
      bad: { problem: expect.stringContaining('the chain is gone') },
    });
  });
});
