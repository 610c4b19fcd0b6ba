import { ChatError } from '../chat-error';
import { type Outbox, type Platform } from '../platform';
import { acknowledge } from './acknowledge';
import { type Authenticate } from './authenticate';
import { receive } from './receive';
import { rememberer } from './remember';
import { offer } from './search';
import { type TeamsSettings, type TeamsSurroundings } from './settings';

/**
 * Microsoft Teams as a chat platform. Bot Framework is loaded with the first activity whose token is checked, the cards with the first
 * that is shown.
 */
export function createTeams(settings: TeamsSettings, surroundings: TeamsSurroundings): Platform {
  const remember = rememberer(surroundings.conversations);
  let authenticate: Promise<Authenticate> | undefined;
  let outbox: Promise<Outbox> | undefined;
  return {
    name: 'teams',
    receive: (request) =>
      receive(
        settings,
        () => (authenticate ??= import('./authenticate').then(({ authenticator }) => authenticator(settings))),
        remember,
        request,
      ),
    acknowledge: (event, view) =>
      acknowledge(event, view, async (shown, { origin }) => {
        const { personalCard } = await import('./personal-card');
        return personalCard(surroundings, shown, origin);
      }),
    offer,
    async outbox() {
      const { appId, tenantId, development } = settings;
      if (!tenantId || (!appId && !development)) {
        throw new ChatError('MicrosoftAppId or MicrosoftAppTenantId is not set.', 'not_set_up', false);
      }
      return (outbox ??= import('./outbox').then(({ teamsOutbox }) => teamsOutbox(settings, surroundings)));
    },
  };
}
