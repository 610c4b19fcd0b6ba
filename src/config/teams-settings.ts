/** What the environment says of Teams, by Bot Framework's own names. */
export interface TeamsEnvironment {
  appId?: string;
  appPassword?: string;
  appType: 'SingleTenant' | 'UserAssignedMSI';
  tenantId?: string;
  incidentTeam?: string;
  incidentChatApp?: string;
  endpoints: ReturnType<typeof teamsEndpoints>;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Read = (name: string) => string | undefined;

/**
 * @param url reads an address that may be given a secret
 * @param problems takes what is wrong, a sentence each
 */
export function readTeamsSettings(set: Read, url: Read, problems: string[]): TeamsEnvironment {
  const appType = set('MicrosoftAppType') ?? 'SingleTenant';
  if (appType !== 'SingleTenant' && appType !== 'UserAssignedMSI') {
    problems.push('MicrosoftAppType is SingleTenant or UserAssignedMSI; Microsoft makes no other bots any more.');
  }
  const tenantId = set('MicrosoftAppTenantId')?.toLowerCase();
  const incidentTeam = set('TEAMS_INCIDENT_TEAM')?.toLowerCase();
  if (incidentTeam !== undefined && !GUID.test(incidentTeam)) {
    problems.push(
      'TEAMS_INCIDENT_TEAM is the object ID of the group of a team, such as 1b4e28ba-2fa1-11d2-883f-0016d3cca427.',
    );
  }
  const incidentChatApp = set('TEAMS_INCIDENT_CHAT_APP')?.toLowerCase();
  if (incidentChatApp !== undefined && !GUID.test(incidentChatApp)) {
    problems.push(
      "TEAMS_INCIDENT_CHAT_APP is the app's ID in the tenant's catalogue of Teams apps, such as 1b4e28ba-2fa1-11d2-883f-0016d3cca427.",
    );
  }
  return {
    appId: set('MicrosoftAppId'),
    appPassword: set('MicrosoftAppPassword'),
    appType: appType === 'UserAssignedMSI' ? appType : 'SingleTenant',
    tenantId,
    incidentTeam,
    incidentChatApp,
    endpoints: teamsEndpoints(tenantId, set, url),
  };
}

/** Each at its public default unless set: botbuilder would drop all of its defaults as soon as one is. */
function teamsEndpoints(tenantId: string | undefined, set: Read, url: Read) {
  const login = `https://login.microsoftonline.com/${tenantId ?? 'botframework.com'}`;
  return {
    ToBotFromChannelOpenIdMetadataUrl:
      url('ToBotFromChannelOpenIdMetadataUrl') ?? 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    ToBotFromChannelTokenIssuer: set('ToBotFromChannelTokenIssuer') ?? 'https://api.botframework.com',
    ToBotFromEmulatorOpenIdMetadataUrl:
      url('ToBotFromEmulatorOpenIdMetadataUrl') ??
      'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
    ToChannelFromBotLoginUrl: url('ToChannelFromBotLoginUrl') ?? login,
    ToChannelFromBotOAuthScope: set('ToChannelFromBotOAuthScope') ?? 'https://api.botframework.com',
    OAuthUrl: url('OAuthUrl') ?? 'https://api.botframework.com',
    CallerId: set('CallerId') ?? 'urn:botframework:azure',
  };
}
