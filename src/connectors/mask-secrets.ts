import { ownMasks } from './own-masks';

const hidden = '***';

/** Words before a value that is secret whatever it looks like: `password=…`, `"client_secret": "…"`, `DB_TOKEN: …`. */
const secretName =
  'passwords?|passwd|passphrase|pwd|pgpassword|secrets?|tokens?|api[_-]?keys?|access[_-]?keys?|secret[_-]?keys?|private[_-]?keys?|' +
  'accountkey|sharedaccesskey|sharedaccesssignature|sig|signature|credentials?|auth';

/** The same inside names like `dbPassword` and `"refreshToken"`; the letter before it must be a small one. */
const camelName = '(?:Password|Passwd|Passphrase|Secret|Token|ApiKey|AccessKey|SecretKey|PrivateKey|Credential)s?';

/** What stands between quotes, to the one that neither a backslash nor its double makes a part of the value, or to where the text was cut off. */
const doubleQuoted = '(?:[^"\\\\\\r\\n]|\\\\[^\\r\\n]|""){1,4000}(?="|\\\\?$)';
const singleQuoted = "(?:[^'\\\\\\r\\n]|\\\\[^\\r\\n]|''){1,4000}(?='|\\\\?$)";

/** A line's beginning up to the colon: its indentation, then the name, maybe in a list. */
const yamlName = `^([ \\t]{0,100})((?:- {1,5})?["']?(?:[\\w.-]{0,60}[\\d_.-])?(?:[a-z]{1,30})?(?:${secretName})(?:[_-]\\w{1,30})?["']?[ \\t]{0,5}:)[ \\t]*`;

interface Rule {
  pattern: RegExp;
  replacement: string;
}

/**
 * Every repetition is bounded or starts where a word starts, so that no input takes more than linear time. No replacement
 * may itself match a rule in another way, so that masking twice changes nothing.
 */
const rules: Rule[] = [
  // PEM private keys, also without their end
  {
    pattern:
      /-----BEGIN ([A-Z ]{0,30})PRIVATE KEY-----(?:(?!-----(?:BEGIN|END) )[^]){0,20000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
    replacement: '-----$1PRIVATE KEY *** -----',
  },
  // A YAML value below its name: a block (`password: |`), told by being further in than the name
  {
    pattern: new RegExp(
      `${yamlName}(?:[!&]\\S{0,60}[ \\t]{1,5}){0,2}[|>][-+\\d]{0,2}[ \\t]*(?:#[^\\r\\n]*)?(?:(?:\\r?\\n[ \\t]*(?=\\r?\\n))*\\r?\\n\\1[ \\t][^\\r\\n]*){1,}`,
      'gim',
    ),
    replacement: `$1$2 ${hidden}`,
  },
  // Credentials in a URL: user:password@host, also where the password has a slash; the web's have none that is not encoded, but
  // a port and a path that may have an @
  {
    pattern: /(?<=(?<!https?):\/\/)[^\s/"'<>:@]{0,200}:(?:(?!:\/\/)[^\s"'<>]){1,1000}@(?!sha256:)/gi,
    replacement: `${hidden}@`,
  },
  {
    pattern: /(?<=https?:\/\/)[^\s/"'<>:@]{0,200}:(?!\d{1,5}[/?#])(?:(?!:\/\/)[^\s"'<>]){1,1000}@/gi,
    replacement: `${hidden}@`,
  },
  // The same with a space or a quote in the password: a host that has a port and no user stands before many an innocent @
  {
    pattern:
      /(?<=:\/\/)[^\s/"'<>:@]{0,200}:(?!\d{1,5}(?:[\s"'\\,;)/?#]|$))(?:(?!:\/\/|["'](?:[\s,:;)}\]\\]|$))[^\r\n@]){1,200}@(?=[\w[])/g,
    replacement: `${hidden}@`,
  },
  { pattern: /(?<=:\/\/)[^\s/"'<>]{1,1000}@/g, replacement: `${hidden}@` },
  // Slack's and Discord's webhooks, whose path is the secret
  {
    pattern:
      /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/|discord(?:app)?\.com\/api\/webhooks\/)[\w/-]{8,}/g,
    replacement: hidden,
  },
  // Authorization headers
  { pattern: /(?<![\w-])((?:bearer|basic|negotiate|apikey)["']? {1,5})[\w.~+/=-]{6,}/gi, replacement: `$1${hidden}` },
  {
    pattern: /(?<![\w-])((?:proxy-)?authorization["']?\s{0,5}[:=]\s{0,5}["']?(?:token|digest|hmac) {1,5})[^\s"']{1,}/gi,
    replacement: `$1${hidden}`,
  },
  // GitHub, GitLab, npm, Slack, Google, Stripe, SendGrid, Vault, AWS access key IDs, Entra client secrets, Azure's keys, JWTs
  { pattern: /(?<![A-Za-z0-9])gh[a-z]_[\w.-]{16,}/g, replacement: hidden },
  {
    pattern:
      /(?<![A-Za-z0-9])(?:github_pat_|glpat-|npm_|dckr_pat_|sk_live_|rk_live_|sk-|whsec_|pypi-|ya29\.|hv[sbr]\.)[\w-]{16,}/g,
    replacement: hidden,
  },
  { pattern: /(?<![A-Za-z0-9])(?:xox[a-z]|xapp)-[\w.-]{8,}/g, replacement: hidden },
  { pattern: /(?<![A-Za-z0-9])AIza[\w-]{30,}/g, replacement: hidden },
  { pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g, replacement: hidden },
  { pattern: /(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])/g, replacement: hidden },
  { pattern: /(?<![A-Za-z0-9])SG\.[\w-]{16,}\.[\w-]{16,}/g, replacement: hidden },
  { pattern: /(?<![A-Za-z0-9+/]|sha512-)[A-Za-z0-9+/]{86}==/g, replacement: hidden },
  { pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])/g, replacement: hidden },
  { pattern: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]{0,})?/g, replacement: hidden },
  // JSON within a JSON text: \"password\":\"hunter2\"
  {
    pattern: new RegExp(
      `(?=\\\\)(?<=(?:${secretName})(?:[_-]\\w{1,30})?)(\\\\{1,7}["'][ \\t]{0,5}[:=][ \\t]{0,5}(\\\\{1,7})["'])(?:(?!(?<!\\\\)\\2["'])[^\\r\\n]){1,4000}`,
      'gi',
    ),
    replacement: `$1${hidden}`,
  },
  // ADO.NET: a value goes on to the semicolon, spaces and all
  {
    pattern: /(?<=;[ \t]{0,3})((?:password|pwd)[ \t]{0,5}=[ \t]{0,5})(?!["'])(?:(?!\\{1,7}")[^;"\r\n]){1,1000}/gi,
    replacement: `$1${hidden}`,
  },
  {
    pattern:
      /(?<![A-Za-z])((?:password|pwd)[ \t]{0,5}=[ \t]{0,5})(?!\*\*\*)[^\s;"'][^;"'\r\n]{0,200}(?=;[ \t]{0,5}(?:[A-Za-z][\w ]{1,40}=|["'\r\n]|$))/gi,
    replacement: `$1${hidden}`,
  },
  // … also where nothing stands around it: as ADO.NET writes the name, to the line's end, the quote that it stands in or the next name
  { pattern: bare(`(?<=')`, `'`), replacement: `$1${hidden}` },
  { pattern: bare(`(?<![A-Za-z'])`, ''), replacement: `$1${hidden}` },
  // token%3Dabc, %22password%22%3A%22abc, also encoded several times
  {
    pattern: encoded(`(?:(?<=%(?:25){0,3}[0-9a-f]{2})|(?<![A-Za-z]))(?:${secretName})(?:[_-]\\w{1,30})?`, 'gi'),
    replacement: `$1${hidden}`,
  },
  { pattern: encoded(`(?<=[a-z0-9])${camelName}`, 'g'), replacement: `$1${hidden}` },
  // dbPassword=value, "refreshToken": "value"; a count such as maxTokens: 4096 is none
  { pattern: camel(`"`, doubleQuoted), replacement: `$1${hidden}` },
  { pattern: camel(`'`, singleQuoted), replacement: `$1${hidden}` },
  {
    pattern: camel('', '(?!["\':=]|\\*\\*\\*|\\d{1,9}(?![\\w-])|null|true|false)[^\\s,;&"\'}]{1,4000}'),
    replacement: `$1${hidden}`,
  },
  // name=value, name: value, "name": "value", --name value
  { pattern: named(`"`, doubleQuoted), replacement: `$1${hidden}` },
  { pattern: named(`'`, singleQuoted), replacement: `$1${hidden}` },
  { pattern: named(`["']?`, '(?!["\':=>]|\\*\\*\\*)[^\\s,;&"\']{1,}'), replacement: `$1${hidden}` },
  {
    pattern: new RegExp(
      `(?<![\\w-])(--(?:\\w{1,20}-){0,3}(?:${secretName})(?:-\\w{1,30})? {1,3}["']?)(?!["'-]|\\*\\*\\*)[^\\s"']{1,}`,
      'gi',
    ),
    replacement: `$1${hidden}`,
  },
  // A long run of hex or base64 soon after such a word: "the API key is 9f86d081884c7d659a2feaa0c55ad015"
  {
    pattern: new RegExp(
      `(?<![A-Za-z])((?:${secretName}|key)(?![A-Za-z])[^A-Za-z0-9\\r\\n]{1,5}(?:is |was |of )?["'\`]?)[A-Za-z0-9+/_=-]{32,}`,
      'gi',
    ),
    replacement: `$1${hidden}`,
  },
  // A YAML value below its name, without a mark: what is no mapping itself
  {
    pattern: new RegExp(
      `${yamlName}[ \\t]*(?:\\r?\\n\\1(?:[ \\t]{1,100}|(?=- ))(?:(?=["'][^"'\\r\\n]{0,1000}["'],?[ \\t]{0,5}\\r?$)|(?![^\\r\\n]{0,200}:(?:\\s|$)))[^\\s][^\\r\\n]*){1,}`,
      'gim',
    ),
    replacement: `$1$2 ${hidden}`,
  },
];

function named(quote: string, value: string): RegExp {
  const name = `(?<![A-Za-z])((?:${secretName})(?:[_-]\\w{1,30})?["']?[ \\t]{0,5}[:=>]{1,10}[ \\t]{0,5}`;
  return new RegExp(`${name}${quote})${value}`, 'gi');
}

function bare(before: string, end: string): RegExp {
  const value = `(?:(?![ \\t]{1,5}\\w{1,40}[ \\t]{0,5}=|\\\\{1,7}")[^;"\\r\\n${end}]){1,1000}`;
  return new RegExp(
    `${before}((?:Password|Pwd)[ \\t]{0,5}=[ \\t]{0,5})(?![ \\t"']|\\*\\*\\*[ \\t]{0,5}(?:[;"'\\r\\n]|$))${value}`,
    'g',
  );
}

function camel(quote: string, value: string): RegExp {
  return new RegExp(`((?<=[a-z0-9])${camelName}["']?[ \\t]{0,5}[:=]{1,2}[ \\t]{0,5}${quote})${value}`, 'g');
}

function encoded(name: string, flags: string): RegExp {
  const quote = '(?:%(?:25){0,3}22)?';
  const separator = `${quote}%(?:25){0,3}3[ADad]${quote}`;
  return new RegExp(`(${name}${separator})(?!\\*\\*\\*)(?:(?!%(?:25){0,3}2[26])[^\\s,;&"']){1,}`, flags);
}

/**
 * Replaces what looks like a secret by `***`: tokens of known shapes, authorization headers, values named password, token, secret
 * and the like, connection strings, private keys, credentials in URLs, and what the company file adds. Masking twice changes
 * nothing; time is linear.
 */
export function maskSecrets(text: string): string {
  return maskAll([text])[0]!;
}

/** The same of each, for less than one after the other. */
export function maskAll(texts: readonly string[]): string[] {
  return ownMasks.apply(texts.map(byAllRules));
}

function byAllRules(text: string): string {
  let masked = byRules(text);
  // What one rule leaves may be what another takes: `Password=*** ***` has a value of two words.
  for (let pass = 1; pass < PASSES; pass++) {
    const again = byRules(masked);
    if (again === masked) break;
    masked = again;
  }
  return masked;
}

/** More than nested masks were ever seen to take, so that time stays linear. */
const PASSES = 6;

function byRules(text: string): string {
  return rules.reduce((masked, { pattern, replacement }) => masked.replace(pattern, replacement), text);
}
