import type { Account } from './world';

/** Where the API and the web site are, without a slash at the end. */
export interface Links {
  api: string;
  html: string;
}

/** GitHub's times have whole seconds. */
export const isoTime = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

export const nodeId = (kind: string, id: number | string) => `${kind}_${Buffer.from(String(id)).toString('base64url')}`;

/** OpenAPI `simple-user` */
export function presentUser({ login, id, type }: Account, { api, html }: Links) {
  const url = `${api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId(type === 'Organization' ? 'O' : type === 'Bot' ? 'BOT' : 'U', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: type === 'Bot' ? `${html}/apps/${login.replace('[bot]', '')}` : `${html}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  };
}
