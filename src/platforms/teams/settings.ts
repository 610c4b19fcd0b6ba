import { type Conversations } from '../../model/conversations';
import { type Origin } from '../../model/command-request';
import { type GraphAccess } from './graph-call';

/** What the Teams platform is given. What is missing closes the part that needs it. */
export interface TeamsSettings {
  /** The bot's app registration; unset: nobody is authenticated, which only `development` allows. */
  appId?: string;
  appPassword?: string;
  appType: 'SingleTenant' | 'UserAssignedMSI';
  /** The team in which incidents have their channels: its group's ID; unset: they have none. */
  incidentTeam?: string;
  /** Our app's ID in the tenant's catalogue, by which it is put into chats for incidents; unset: there are none. */
  incidentChatApp?: string;
  /** Our tenant; the activities of any other are refused. */
  tenantId?: string;
  endpoints: TeamsEndpoints;
  development: boolean;
}

/** By the names that Bot Framework gives them, each at its public default unless set. */
export interface TeamsEndpoints {
  ToBotFromChannelOpenIdMetadataUrl: string;
  ToBotFromChannelTokenIssuer: string;
  ToBotFromEmulatorOpenIdMetadataUrl: string;
  ToChannelFromBotLoginUrl: string;
  ToChannelFromBotOAuthScope: string;
  OAuthUrl: string;
  CallerId: string;
}

/** What of the product the platform leans on. */
export interface TeamsSurroundings {
  graph: GraphAccess;
  conversations: () => Conversations;
  /** The ID of the person behind an account, if it is one of ours. */
  personOf: (account: Pick<Origin, 'platform' | 'tenant' | 'account'>) => string | undefined;
}
