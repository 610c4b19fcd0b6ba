import fc from 'fast-check';
import { ownMasks } from '../../src/connectors/own-masks';
import { maskAll, maskSecrets } from '../../src/connectors/mask-secrets';
import { leastMs } from '../kit/least-ms';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
const pem = (kind: string) =>
  `-----BEGIN ${kind}PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nQwer+ty/Uiop==\n-----END ${kind}PRIVATE KEY-----`;

describe('what looks like a secret', () => {
  it.each([
    ['a GitHub token', 'using ghp_16C7e42F292c6912E7710c838347Ae178B4a now', 'using *** now'],
    ['a fine-grained GitHub token', `x github_pat_11AAAAAAA0${'a1B2'.repeat(12)} y`, 'x *** y'],
    ['an installation token in the long form', `ghs_123456_${jwt}`, '***'],
    ['an AWS access key ID', 'id AKIAIOSFODNN7EXAMPLE.', 'id ***.'],
    ['an AWS secret', 'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'AWS_SECRET_ACCESS_KEY=***'],
    ['a JWT', `got ${jwt}, ok`, 'got ***, ok'],
    ['a bearer header', 'Authorization: Bearer abcdef123456', 'Authorization: Bearer ***'],
    ['a basic header', '> authorization: Basic YWxpY2U6aHVudGVyMg==', '> authorization: Basic ***'],
    ['a token header', 'Authorization: token 0123456789abcdef', 'Authorization: token ***'],
    ['a password', 'password=hunter2 next', 'password=*** next'],
    ['a password with a prefix and a suffix', 'DB_PASSWORD_PROD: hunter2', 'DB_PASSWORD_PROD: ***'],
    ['a quoted password with spaces', 'pwd = "correct horse" x', 'pwd = "***" x'],
    ['a secret in JSON', '{"client_secret":"a b}c","n":1}', '{"client_secret":"***","n":1}'],
    ['a secret in escaped single quotes', "secret='s3cr3t'", "secret='***'"],
    ['an option', 'login --password hunter2 --user bob', 'login --password *** --user bob'],
    [
      'a storage connection string',
      'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Zm9vYmFy+/==;EndpointSuffix=core.windows.net',
      'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=***;EndpointSuffix=core.windows.net',
    ],
    [
      'a service bus connection string',
      'Endpoint=sb://b/;SharedAccessKeyName=Root;SharedAccessKey=abc123=',
      'Endpoint=sb://b/;SharedAccessKeyName=Root;SharedAccessKey=***',
    ],
    [
      'a signed URL',
      'https://a.blob.core.windows.net/l?sv=2024&sig=ab%2Bc%3D&se=2',
      'https://a.blob.core.windows.net/l?sv=2024&sig=***&se=2',
    ],
    ['a Slack token', 'xoxb-123456789012-abcdefGHIJ', '***'],
    ['credentials in a URL', 'git clone https://bob:hunter2@github.com/a/b', 'git clone https://***@github.com/a/b'],
    ['a token in a URL', 'postgres://x-token@db:5432/app', 'postgres://***@db:5432/app'],
    ['hex after a word for a key', 'the API key is 9f86d081884c7d659a2feaa0c55ad015!', 'the API key is ***!'],
    ['a private key', `a\n${pem('RSA ')}\nb`, 'a\n-----RSA PRIVATE KEY *** -----\nb'],
    ['a private key whose end is cut off', pem('').slice(0, 60), '-----PRIVATE KEY *** -----'],
    [
      'a password in JSON within JSON',
      String.raw`{"body":"{\"user\":\"bob\",\"db_password\":\"hunter2 x\",\"n\":1}"}`,
      String.raw`{"body":"{\"user\":\"bob\",\"db_password\":\"***\",\"n\":1}"}`,
    ],
    [
      'a camel-case name in JSON within JSON',
      String.raw`\"refreshToken\" : \"abc\"`,
      String.raw`\"refreshToken\" : \"***\"`,
    ],
    ['a camel-case name', 'dbPassword=hunter2 clientSecret: s3cr3t', 'dbPassword=*** clientSecret: ***'],
    [
      'a camel-case name in JSON',
      '{"accessToken":"a b","refreshToken":"c"}',
      '{"accessToken":"***","refreshToken":"***"}',
    ],
    ['a password with an @ in a URL', 'redis://:p@ss@cache:6379/0', 'redis://***@cache:6379/0'],
    [
      'a Slack webhook',
      'POST https://hooks.slack.com/services/T000/B000/XyZ123 200',
      'POST https://hooks.slack.com/services/*** 200',
    ],
    ['a Slack app token', 'xapp-1-A0-123-abcdef', '***'],
    ['an Azure storage key without its name', `key was ${'aB3+'.repeat(21)}aB== there`, 'key was *** there'],
    ['an Azure DevOps token', `${'a1B2'.repeat(19)}AZDOx9Y8`, '***'],
    ['a Vault token', 'hvs.CAESIJ0123456789abcdef', '***'],
    [
      'an ADO.NET connection string',
      'Server=tcp:x.database.windows.net;User ID=sa;Password=hunter2;Encrypt=True',
      'Server=tcp:x.database.windows.net;User ID=sa;Password=***;Encrypt=True',
    ],
    ['a JSON value with an escaped quote', String.raw`{"password":"x\"y","n":1}`, '{"password":"***","n":1}'],
    ['a JSON value that ends in a backslash', String.raw`{"dbPassword":"x\\","n":"1"}`, '{"dbPassword":"***","n":"1"}'],
    [
      'an escaped quote in JSON within JSON',
      String.raw`{"body":"{\"password\":\"x\\\"y z\",\"n\":1}"}`,
      String.raw`{"body":"{\"password\":\"***\",\"n\":1}"}`,
    ],
    ['a password with a space that ends in a semicolon', 'Password=a b;', 'Password=***;'],
    ['a password with an equals sign and a space', 'Password=a= b;', 'Password=***;'],
    ['a password with a space in front of a connection string', 'Pwd=a b; Server=db', 'Pwd=***; Server=db'],
    [
      'a password with a space and an equals sign inside a connection string',
      `"Server=db;Password=a= b'c d;Encrypt=True"`,
      '"Server=db;Password=***;Encrypt=True"',
    ],
    ['a password with a space at its end', '"Server=db;Password=a b" failed', '"Server=db;Password=***" failed'],
    [
      'a connection string in JSON within JSON',
      String.raw`\"Server=db;Password=a b\"`,
      String.raw`\"Server=db;Password=***\"`,
    ],
    ['a password with a space and nothing around it', 'Password=a b', 'Password=***'],
    ['a password with a space at the end of a line', 'Pwd=a b\nnext', 'Pwd=***\nnext'],
    ['a password with a space before the next name', 'Password=a b User=sa', 'Password=*** User=sa'],
    ['a password with a space and an apostrophe', "Password=a b'c d", 'Password=***'],
    ['a password with a space in single quotes', "'Password=a b' failed", "'Password=***' failed"],
    ['a token with more behind it', `Password=ghp_${'a1B2'.repeat(9)} b`, 'Password=***'],
    ['an apostrophe that is doubled', "password='it''s', n=1", "password='***', n=1"],
    ['a doubled apostrophe at the end', "password: 'its'''\nb: 2", "password: '***'\nb: 2"],
    ['a double quote that is doubled', 'dbPassword="a""b"; n=1', 'dbPassword="***"; n=1'],
    ['no value between quotes', "password='', token='x'", "password='', token='***'"],
    ['a quote in a URL password', `postgres://u:pa"ss@h/app`, 'postgres://***@h/app'],
    ['an apostrophe in a URL password', `"amqp://u:it's@h:5672" up`, '"amqp://***@h:5672" up'],
    ['a space in a URL password', 'https://bob:pa ss wd@h/app', 'https://***@h/app'],
    ['a space after digits in a URL password', 'redis://:12a b@h', 'redis://***@h'],
    ['a slash in a URL password', 'postgres://u:p/ss@h/app', 'postgres://***@h/app'],
    ['a slash after digits in a URL password', 'postgres://u:12/ss@h/app', 'postgres://***@h/app'],
    ['an @ and a slash in a URL password', 'redis://:p@s/s@cache:6379/0', 'redis://***@cache:6379/0'],
    ['a slash in a password for the web', 'https://bob:p/ss@github.com/a', 'https://***@github.com/a'],
    ['a YAML block', 'a: 1\npassword: |\n  hunter2\n\n  more\nb: 2', 'a: 1\npassword: ***\nb: 2'],
    ['a folded YAML block', '  db-token: >-\r\n    hunter2\r\n  b: 2', '  db-token: ***\r\n  b: 2'],
    ['a YAML block in a list', '- apiToken: |2 # kept\n      hunter2\n- b', '- apiToken: ***\n- b'],
    ['a YAML block with a tag', 'password: !!str |\n  hunter2\nb: 2', 'password: ***\nb: 2'],
    ['a quoted YAML value on the next line', 'password:\n  "a: b"\nb: 2', 'password: ***\nb: 2'],
    ['a quoted value that is cut off', String.raw`{"password":"x\"y z`, '{"password":"***'],
    ['a YAML value on the next line', 'password:\n  hunter2\nb: 2', 'password: ***\nb: 2'],
    ['a YAML list of tokens', 'tokens:\n- hunter2\n- hunter3\nb: 2', 'tokens: ***\nb: 2'],
    ['an encoded parameter', 'next=%2Fa%3Ftoken%3Dabc%26b%3D1', 'next=%2Fa%3Ftoken%3D***%26b%3D1'],
    ['a parameter encoded twice', 'accessToken%253Dabc%20d%2526b', 'accessToken%253D***%2526b'],
    ['encoded JSON', '%7B%22password%22%3A%22a%20b%22%7D', '%7B%22password%22%3A%22***%22%7D'],
    ['an Azure client secret', 'value abc8Q~0123456789012345678901234567890123 end', 'value *** end'],
  ])('%s is hidden', (_, text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  it.each([
    'Run npm test',
    'commit 6dcb09b5b57875f334f61aebed695e2e4193db5e is ahead',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'https://github.com/acme/order-service/actions/runs/30433642',
    'tokenizer finished, 12 monkeys passed',
    'Error: Process completed with exit code 1.',
    'design=modern keyboard=qwerty',
    'maxTokens: 4096, hasPassword=true',
    'https://registry.npmjs.org/@scope/pkg and http://localhost:8080/mail?to=bob@example.com',
    'redis://cache:6379 is up, ask ops@example.com',
    '{"url":"http://db:5432","owner":"bob@example.com"}',
    '{"image":"docker://alpine:latest","owner":"bob@example.com"}',
    'docker-pullable://localhost:5000/api@sha256:abc',
    'auth:\n  enabled: true\nsecrets:\n  - name: x',
    'author: |\n  Bob',
    'broken%3Dabc',
    `integrity sha512-${'aB3+'.repeat(21)}aB==`,
  ])('leaves alone: %s', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });
});

const pieces = [
  'password',
  'token',
  'sig',
  '--secret',
  'key',
  '=',
  ': ',
  ':',
  ' ',
  '"',
  "'",
  '***',
  '*',
  '@',
  '://',
  'Bearer ',
  'basic ',
];
const more = [
  '\\"',
  '\\',
  'dbPassword',
  'accessToken',
  'hooks.slack.com/services/',
  'authorization: ',
  'ghp_',
  'abcdefgh12345678',
  'eyJ',
  '.',
  'AKIA',
  '-',
  '_',
  '\n',
  ';',
  '&',
  ',',
  '}',
  '-----BEGIN PRIVATE KEY-----',
  '|',
  '\n  ',
  '- ',
  'token:\n  ',
  '%3D',
  '%26',
  '%22',
  '/',
  'Password=',
  'postgres://u:',
];
const nasty = fc
  .array(fc.oneof(fc.constantFrom(...pieces, ...more), fc.string({ maxLength: 6 })), { maxLength: 30 })
  .map((parts) => parts.join(''));

it('masking twice changes nothing', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const once = maskSecrets(text);
      expect(maskSecrets(once)).toBe(once);
    }),
    { numRuns: 20_000, examples: [['Password=: abcdefgh12345678=abcdefgh12345678']] },
  );
});

it('a value named password never comes through, whatever stands around it', () => {
  const around = nasty.filter((text) => !text.includes('Zq7'));
  fc.assert(
    fc.property(around, (text) => {
      expect(maskSecrets(`${text}\npassword=Zq7xKw9LmN\n${text}`)).not.toContain('Zq7xKw9LmN');
    }),
    { numRuns: 3_000 },
  );
});

const words = fc.stringMatching(/^Zq7[a-z '"]{0,12}Zq7$/);
const apart = fc.constantFrom(' ', '\n', '');

it.each<[string, (value: string) => string]>([
  ['as ADO.NET has it', (value) => `Server=db;Password=${value.replaceAll('"', '')}`],
  ['alone on a line', (value) => `Password=${value.replaceAll('"', '')}`],
  ['in single quotes, doubled within', (value) => `password='${value.replaceAll("'", "''")}'`],
  ['in double quotes, doubled within', (value) => `password="${value.replaceAll('"', '""')}"`],
  ['in double quotes, escaped within', (value) => `{"password":${JSON.stringify(value)}}`],
  ['in a URL', (value) => `postgres://app:${value.replace(/["']+(?= )/g, '')}@db.example:5432/app`],
])('a password of words and quotes never comes through %s', (_, written) => {
  fc.assert(
    fc.property(words, apart, (value, gap) => {
      expect(maskSecrets(`begin${gap}\n${written(value)}\n${gap}end`)).not.toContain('Zq7');
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ...pieces,
  ...more,
  'a',
  'eyJa',
  'password=',
  'password="',
  "secret: '",
  '://a',
  '-----BEGIN ',
  'key ',
  'token_',
  'a1_8Q~',
  'gha_a',
  'dbPassword=',
  'aToken',
  'password\\"',
  'password\\":\\"',
  'hooks.slack.com/services/',
  'aB3+'.repeat(22),
  '://a:',
  'https://a:b/',
  'password="\\',
  'password=\\\\\\"',
  ';Password=a',
  'Password=a b',
  'Password=a ',
  "'Password=a",
  "''",
  "password='",
  "password='''",
  '://a:b ',
  '://a:"',
  'password: |\n',
  'password: |\n  a\n',
  'password:\n ',
  'token:\n- a\n',
  ' \n',
  'token%3Da',
  'token%25',
  '%25',
])('a megabyte of %j takes less than a second of the processor', (piece) => {
  const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
  expect(leastMs(() => maskSecrets(text), 1_000)).toBeLessThan(1_000);
});

describe('what the company file adds', () => {
  afterEach(() => ownMasks.set([]));

  it('is hidden as well, upper and lower case alike', () => {
    ownMasks.set(['acme-[a-z0-9]+', '(?<=badge )\\d{4}']);
    expect(maskSecrets('ACME-77x opened by badge 1234, password=x1')).toBe('*** opened by badge ***, password=***');
  });

  it('a pattern that does not come to an end hides the whole text, soon', () => {
    ownMasks.set(['(?:a|ab|b)*c']);
    const mask = () => maskSecrets(`hunter2 ${'ab'.repeat(40)}`);
    expect(mask()).toBe("*** (hidden: the company file's mask took too long on this text)");
    expect(leastMs(mask, 2_000)).toBeLessThan(2_000);
    expect(maskSecrets('short')).toBe('short');
    expect(maskAll(['short', 'ab'.repeat(40)])).toEqual(['short', expect.stringContaining('took too long')]);
  });
});
