import { Hono } from 'hono';
import { notFound } from './api-error';
import { installationId, type AppAuth } from './app-auth';
import type { GitHubEnv } from './env';
import { isoTime, nodeId, presentUser, type Links } from './present-basics';
import type { Account } from './world';

const permissions = { actions: 'write', contents: 'read', deployments: 'write', metadata: 'read' };
const since = '2025-03-01T09:00:00Z';

/** The endpoints that a GitHub App calls with its JSON web token. */
export function appRoutes(auth: AppAuth, owner: Account, links: Links): Hono<GitHubEnv> {
  const installation = () => ({
    id: installationId,
    account: presentUser(owner, links),
    repository_selection: 'all',
    access_tokens_url: `${links.api}/app/installations/${installationId}/access_tokens`,
    repositories_url: `${links.api}/installation/repositories`,
    html_url: `${links.html}/organizations/${owner.login}/settings/installations/${installationId}`,
    app_id: auth.app.id,
    app_slug: 'countersign',
    target_id: owner.id,
    target_type: 'Organization',
    permissions,
    events: [],
    created_at: since,
    updated_at: since,
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  });
  const isOurs = (id: string) => id === String(installationId);
  return new Hono<GitHubEnv>()
    .get('/app', (c) =>
      c.json({
        id: auth.app.id,
        slug: 'countersign',
        node_id: nodeId('A', auth.app.id),
        owner: presentUser(owner, links),
        name: 'Countersign',
        description: '',
        external_url: links.html,
        html_url: `${links.html}/apps/countersign`,
        created_at: since,
        updated_at: since,
        permissions,
        events: [],
        installations_count: 1,
      }),
    )
    .get('/app/installations', (c) => c.json([installation()]))
    .get('/app/installations/:id', (c) => {
      if (!isOurs(c.req.param('id'))) throw notFound('rest/apps/apps#get-an-installation-for-the-authenticated-app');
      return c.json(installation());
    })
    .post('/app/installations/:id/access_tokens', (c) => {
      if (!isOurs(c.req.param('id'))) throw notFound('rest/apps/apps#create-an-installation-access-token-for-an-app');
      const { token, expiresAt } = auth.issueToken();
      return c.json({ token, expires_at: isoTime(expiresAt), permissions, repository_selection: 'all' }, 201);
    })
    .get('/repos/:owner/:repo/installation', (c) => c.json(installation()));
}
