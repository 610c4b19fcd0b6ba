import { Octokit } from '@octokit/core';
import { createPrivateKey } from 'node:crypto';
import { type VendorHttp } from '../http';
import { VendorError } from '../vendor-error';
import { octokitFetch } from './octokit-fetch';
import { toVendorError } from './github-error';

export interface GitHubSettings {
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server */
  apiUrl: string;
  token?: string;
  /** With `privateKey` (PEM): a GitHub App, used before `token`. */
  appId?: string;
  privateKey?: string;
}

export interface Repository {
  owner: string;
  repo: string;
}

/** Octokit signed in for a repository: by token, or as the App's installation on its owner. */
export type Sessions = (repository: Repository) => Promise<Octokit>;

/** @throws VendorError when the App's key is missing or no key */
export function createSessions(settings: GitHubSettings, http: VendorHttp): Sessions {
  const { apiUrl, token, appId } = settings;
  const what = 'sign in as the GitHub App';
  const options = {
    baseUrl: apiUrl.replace(/\/+$/, ''),
    request: { fetch: octokitFetch(http, { what, repeatable: true }) },
  };
  if (!appId) {
    const octokit = new Octokit({ ...options, auth: token });
    return async () => octokit;
  }
  const privateKey = pemOf(settings.privateKey);
  const signIn = async (installation: { installationId?: number }) => {
    const { createAppAuth } = await import('@octokit/auth-app');
    return new Octokit({ ...options, authStrategy: createAppAuth, auth: { appId, privateKey, ...installation } });
  };
  const installations = new Map<string, Promise<Octokit>>();
  const install = async ({ owner, repo }: Repository) => {
    try {
      const app = await signIn({});
      const { data } = await app.request('GET /repos/{owner}/{repo}/installation', { owner, repo });
      return await signIn({ installationId: data.id });
    } catch (error) {
      installations.delete(owner);
      throw toVendorError(error, `find the GitHub App's installation on ${owner}/${repo}`);
    }
  };
  return (repository) => {
    const session = installations.get(repository.owner) ?? install(repository);
    installations.set(repository.owner, session);
    return session;
  };
}

/** GitHub hands out PKCS#1; settings often carry the line breaks as `\\n`. Node's own error is not kept, lest it quote the key. */
function pemOf(key: string | undefined): string {
  try {
    return createPrivateKey(key!.replaceAll('\\n', '\n')).export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    const found = key ? 'not a private key in PEM form' : 'missing';
    throw new VendorError(`GitHub: GITHUB_APP_ID is set, but GITHUB_APP_PRIVATE_KEY is ${found}.`, 'GitHub', false);
  }
}
