import { parseStorageAddress } from '../../src/state/storage-address';
import { createTables } from '../../src/state/tables';

const KEY = 'c2VjcmV0LWtleQ==';

test.each([
  ['UseDevelopmentStorage=true', true],
  [`DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${KEY};TableEndpoint=http://127.0.0.1:10002/a;`, true],
  [`DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${KEY};EndpointSuffix=core.windows.net`, false],
  [`AccountName=a;AccountKey=${KEY}`, false],
  ['TableEndpoint=https://a.table.core.windows.net/;SharedAccessSignature=sv=2024&sig=s%3D', false],
])('%s is a connection string', (storage, insecure) => {
  expect(parseStorageAddress(storage)).toMatchObject({ kind: 'connection-string', insecure });
});

test('an address is used with the identity, and asks for one', () => {
  expect(parseStorageAddress('https://a.table.core.windows.net/')).toEqual({
    kind: 'identity',
    url: 'https://a.table.core.windows.net',
  });
  expect(() => createTables('https://a.table.core.windows.net')).toThrow('needs an identity');
});

test.each([
  ['http://a.table.core.windows.net', /must begin with https/],
  ['https://a.table.core.windows.net?sv=1&sig=hidden', /must not carry a signature/],
  [`DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${KEY}`, /plain http to another machine/],
  [`AccountName=a;AccountKey=${KEY};TableEndpoint=http://10.0.0.5:10002/a`, /plain http to another machine/],
  [`AccountKey=${KEY}`, /neither a connection string/],
  ['nonsense', /neither a connection string/],
  ['', /neither a connection string/],
])('%s is refused without being repeated', (storage, why) => {
  expect(() => createTables(storage)).toThrow(why);
  expect(() => createTables(storage)).not.toThrow(new RegExp(`${KEY}|hidden`));
});

test.each([`AccountName=a;AccountKey=${KEY}`, 'UseDevelopmentStorage=true'])(
  '%s opens without being sent anything',
  (storage) => {
    expect(createTables(storage).table('Things')).toBeDefined();
  },
);
