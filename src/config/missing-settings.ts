import { type Settings } from './env';

interface MissingSetting {
  setting: string;
  /** What does not work without it. */
  stops: string;
}

/** Said at start, so that nothing fails at its first use. */
export function missingSettings({ storage, auditStorage, slack, github, prometheus }: Settings): MissingSetting[] {
  const wanted: [present: unknown, setting: string, stops: string][] = [
    [storage, 'AzureWebJobsStorage', 'everything: commands, votes and locks are kept there'],
    [auditStorage, 'AUDIT_STORAGE', 'every command: nothing is started that cannot be recorded'],
    [slack.signingSecret, 'SLACK_SIGNING_SECRET', 'Slack: no request can be told from a forged one, all are refused'],
    [slack.botToken, 'SLACK_BOT_TOKEN', 'Slack: nothing can be posted'],
    [slack.teamId, 'SLACK_TEAM_ID', 'Slack: our workspace is not known, all requests are refused'],
    [
      github.token ?? (github.appId && github.appPrivateKey),
      'GITHUB_TOKEN (or GITHUB_APP_ID with GITHUB_APP_PRIVATE_KEY)',
      'deploys by GitHub Actions',
    ],
    [prometheus.url, 'PROMETHEUS_URL', 'health checks: deploys of services that have any cannot be verified'],
  ];
  return wanted.filter(([present]) => !present).map(([, setting, stops]) => ({ setting, stops }));
}
