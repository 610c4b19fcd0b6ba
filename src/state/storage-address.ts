/** Where the tables are and how to get in. */
export type StorageAddress =
  { kind: 'connection-string'; connectionString: string; insecure: boolean } | { kind: 'identity'; url: string };

/**
 * Reads a storage setting: a connection string, `UseDevelopmentStorage=true`, or the `https://` address of a table
 * endpoint, for which the identity is used. Throws, without repeating the setting (it may hold a key), when it is
 * neither, or would send data over plain http to another machine.
 */
export function parseStorageAddress(storage: string): StorageAddress {
  const setting = storage.trim();
  if (/^https?:/i.test(setting)) return { kind: 'identity', url: tableUrl(setting) };
  const parts = new Map(
    setting.split(';').map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()] as const;
    }),
  );
  if (parts.get('usedevelopmentstorage')?.toLowerCase() === 'true') {
    return { kind: 'connection-string', connectionString: 'UseDevelopmentStorage=true', insecure: true };
  }
  const known = parts.has('accountkey') ? parts.has('accountname') : parts.has('sharedaccesssignature');
  if (!known) {
    throw new Error(
      'The storage setting is neither a connection string (with AccountName and AccountKey, or SharedAccessSignature), ' +
        'nor UseDevelopmentStorage=true, nor an https:// address of a table endpoint.',
    );
  }
  const endpoint = parts.get('tableendpoint');
  const insecure = endpoint
    ? /^http:/i.test(endpoint)
    : parts.get('defaultendpointsprotocol')?.toLowerCase() === 'http';
  if (insecure && !isLoopback(endpoint)) {
    throw new Error(
      'The storage connection string uses plain http to another machine. Use https, or an emulator on 127.0.0.1.',
    );
  }
  return { kind: 'connection-string', connectionString: withProtocol(setting, parts), insecure };
}

function tableUrl(setting: string): string {
  const url = new URL(setting);
  if (url.protocol !== 'https:') {
    throw new Error(
      `The storage address ${url.origin} must begin with https://; a managed identity is never sent over http.`,
    );
  }
  if (url.search || url.username) {
    throw new Error('The storage address must not carry a signature or password; use a connection string for those.');
  }
  return url.href.replace(/\/$/, '');
}

function isLoopback(endpoint: string | undefined): boolean {
  return !!endpoint && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname);
}

/** The SDK takes a string without `DefaultEndpointsProtocol` for one with a SAS. */
function withProtocol(setting: string, parts: Map<string, string>): string {
  return parts.has('accountkey') && !parts.has('defaultendpointsprotocol')
    ? `DefaultEndpointsProtocol=https;${setting}`
    : setting;
}
