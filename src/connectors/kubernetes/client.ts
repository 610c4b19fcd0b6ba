import { type VendorHttp } from '../http';
import { checkUrl } from '../http/check-url';
import { excerpt } from '../http/excerpt';
import { jsonOf } from '../json-of';
import { VendorError } from '../vendor-error';

export interface KubernetesSettings {
  /** The API server, with the path of a proxy if there is one, e.g. `https://cluster.example:6443`. */
  apiUrl: string;
  /** Of a service account. */
  token?: string;
}

/** Kubernetes answered, but not with what was asked for. */
export class KubernetesError extends VendorError {
  override name = 'KubernetesError';
  constructor(
    message: string,
    status: number,
    /** Kubernetes' own word for it, e.g. `Conflict`. */
    readonly reason: string | undefined,
  ) {
    super(message, 'Kubernetes', status === 429 || status >= 500, { status });
  }
}

export interface KubernetesRequest {
  /** e.g. `read the deployment api-gateway in production`. */
  what: string;
  method?: 'GET' | 'PUT' | 'PATCH';
  query?: Record<string, string>;
  /** A PUT takes the whole object, a PATCH a JSON merge patch. */
  body?: unknown;
  /** Whether asking twice does no harm, other than for a GET. */
  repeatable?: boolean;
}

export interface KubernetesClient {
  /** @throws KubernetesError when Kubernetes answered otherwise, TransportError when it did not */
  ask<T>(path: string[], request: KubernetesRequest): Promise<T>;
}

/** https://kubernetes.io/docs/reference/using-api/api-concepts/ */
export function createClient(settings: KubernetesSettings, http: VendorHttp): KubernetesClient {
  checkUrl('Kubernetes', settings.apiUrl);
  return {
    async ask<T>(path: string[], { what, method = 'GET', query, body, repeatable }: KubernetesRequest) {
      const address = `${settings.apiUrl.replace(/\/+$/, '')}/${path.map(encodeURIComponent).join('/')}`;
      const search = query ? `?${new URLSearchParams(query).toString()}` : '';
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      const answer = await http.send(address + search, {
        what,
        method,
        headers: {
          accept: 'application/json',
          ...(settings.token ? { authorization: `Bearer ${settings.token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': type }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        repeatable,
      });
      if (answer.status >= 200 && answer.status < 300) return jsonOf<T>('Kubernetes', what, answer);
      throw failure(what, answer);
    },
  };
}

/** Errors are objects of kind Status; what stands before the API server answers in its own way. */
function failure(what: string, { status, text }: { status: number; text: string }): KubernetesError {
  const { message = text, reason } = statusIn(text);
  const said = excerpt(message).replace(/\.$/, '');
  return new KubernetesError(
    `Kubernetes: could not ${what}: it answered ${status}${said ? ` (${said})` : ''}. ${adviceFor(status)}`,
    status,
    reason,
  );
}

function statusIn(text: string): { message?: string; reason?: string } {
  try {
    const { kind, message, reason } = JSON.parse(text) as Record<string, unknown>;
    if (kind !== 'Status') return {};
    return {
      ...(typeof message === 'string' ? { message } : {}),
      ...(typeof reason === 'string' ? { reason } : {}),
    };
  } catch {
    return {};
  }
}

function adviceFor(status: number): string {
  if (status === 401) return 'The token has expired or is wrong: renew KUBERNETES_TOKEN.';
  if (status === 403) return 'Grant the account of KUBERNETES_TOKEN what docs/connectors.md lists.';
  if (status === 404) return 'Check name and namespace in the company file, and KUBERNETES_API_URL.';
  if (status === 409) return 'Somebody else has just changed it: ask again.';
  if (status === 429 || status >= 500) return 'Try again.';
  return 'Trying again will not help.';
}
