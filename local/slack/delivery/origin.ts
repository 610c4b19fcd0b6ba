import { type Channel, type State, type User } from '../state/model';

/** What every payload says of the app and the workspace. https://docs.slack.dev/reference/interaction-payloads */
export const workspaceFields = (state: State, verificationToken: string) => ({
  token: verificationToken,
  api_app_id: state.app.id,
  team: { id: state.team.id, domain: state.team.domain },
  enterprise: null,
  is_enterprise_install: false,
});

export const actorFields = (user: User) => ({
  id: user.id,
  username: user.name,
  name: user.name,
  team_id: user.teamId,
});

/** Slack gives direct messages and private channels these names in payloads. */
export const channelName = (channel: Channel) =>
  channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name;
