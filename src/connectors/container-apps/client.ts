import { type Answer } from '../http/attempt';
import { type VendorHttp } from '../http';
import { checkUrl } from '../http/check-url';
import { excerpt } from '../http/excerpt';
import { jsonOf } from '../json-of';
import { type ScaleTarget } from '../types';
import { VendorError } from '../vendor-error';

export interface ResourceManagerSettings {
  /** `https://management.azure.com`, or that of another Azure cloud. */
  url: string;
  /** A bearer token for this audience, e.g. of the managed identity. Asked for before each request. */
  token: (scope: string) => Promise<string>;
}

export const VENDOR = 'Azure Resource Manager';
const apiVersion = '2025-07-01';

/** Resource Manager answered, but not with what was asked for. */
export class ResourceManagerError extends VendorError {
  override name = 'ResourceManagerError';
  constructor(
    message: string,
    status: number,
    /** Azure's own word for it, e.g. `ResourceNotFound`. */
    readonly code: string | undefined,
  ) {
    super(message, VENDOR, status === 429 || status >= 500, { status });
  }
}

export interface ResourceManagerClient {
  /** @throws ResourceManagerError when it answered otherwise than with 2xx, TransportError when it did not */
  send(path: string, request: { what: string; patch?: unknown; ifMatch?: string }): Promise<Answer>;
  /** The JSON that a GET is answered with. @throws as `send` does, VendorError when it is none */
  get<T>(path: string, what: string): Promise<T>;
  /** The path of a URL in an answer's header; undefined when it leads anywhere else, where our token does not belong. */
  ownPath(url: string | null): string | undefined;
  /** Whether this is the public cloud, whose portal is known. */
  isPublic: boolean;
}

export function createClient(settings: ResourceManagerSettings, http: VendorHttp): ResourceManagerClient {
  const { origin, host } = checkUrl(VENDOR, settings.url);
  async function send(path: string, { what, patch, ifMatch }: Parameters<ResourceManagerClient['send']>[1]) {
    const token = await settings.token(`${origin}/.default`).catch((cause: unknown) => {
      const message = `${VENDOR}: could not ${what}: the managed identity gives no token (${excerpt(String((cause as Error).message))}). Assign the app an identity, or set AZURE_RESOURCE_MANAGER_TOKEN.`;
      throw new VendorError(message, VENDOR, false, { cause });
    });
    const answer = await http.send(`${origin}${path}${path.includes('?') ? '' : `?api-version=${apiVersion}`}`, {
      what,
      method: patch === undefined ? 'GET' : 'PATCH',
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(patch === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch ? { 'if-match': ifMatch } : {}),
      },
      body: patch === undefined ? undefined : JSON.stringify(patch),
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw failure(what, answer);
  }
  return {
    send,
    async get<T>(path: string, what: string) {
      return jsonOf<T>(VENDOR, what, await send(path, { what }));
    },
    ownPath(url) {
      if (!url || !URL.canParse(url)) return undefined;
      const target = new URL(url);
      return target.origin === origin ? target.pathname + target.search : undefined;
    },
    isPublic: host === 'management.azure.com',
  };
}

/** @throws VendorError when the namespace is not `subscription/resource group` */
export function pathOf({ namespace, name }: ScaleTarget): string {
  const [subscription, group, ...more] = namespace.split('/').map(encodeURIComponent);
  if (!subscription || !group || more.length > 0) {
    const message = `${VENDOR}: "${namespace}" is not SUBSCRIPTION-ID/RESOURCE-GROUP; correct scale in the company file.`;
    throw new VendorError(message, VENDOR, false);
  }
  const app = encodeURIComponent(name);
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.App/containerApps/${app}`;
}

function failure(what: string, { status, text }: Answer): ResourceManagerError {
  const { code, message = text } = errorIn(text);
  const said = excerpt(code ? `${code}: ${message}` : message).replace(/\.$/, '');
  return new ResourceManagerError(
    `${VENDOR}: could not ${what}: it answered ${status}${said ? ` (${said})` : ''}. ${adviceFor(status)}`,
    status,
    code,
  );
}

function errorIn(text: string): { code?: string; message?: string } {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown; message?: unknown } };
    return {
      ...(typeof error?.code === 'string' ? { code: error.code } : {}),
      ...(typeof error?.message === 'string' ? { message: error.message } : {}),
    };
  } catch {
    return {};
  }
}

function adviceFor(status: number): string {
  if (status === 401)
    return 'The token has expired or is wrong: renew AZURE_RESOURCE_MANAGER_TOKEN, or check the managed identity.';
  if (status === 403) return 'Give the managed identity the role that docs/connectors.md names.';
  if (status === 404) return 'Check subscription, resource group and name in the company file.';
  if (status === 409) return 'Somebody else is changing it just now: ask again when that is done.';
  if (status === 412) return 'Somebody else has just changed it: ask again.';
  if (status === 429 || status >= 500) return 'Try again.';
  return 'Trying again will not help.';
}
