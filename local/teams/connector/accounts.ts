import { type Json, type Person } from '../state/model';

/** How the connector describes a member. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
export function memberOf(person: Person): Json {
  const [givenName, surname] = person.displayName.split(' ');
  return {
    id: person.id,
    name: person.displayName,
    objectId: person.aadObjectId,
    aadObjectId: person.aadObjectId,
    givenName,
    surname,
    email: person.email,
    userPrincipalName: person.guest ? `${person.email.replace('@', '_')}#EXT#@demo-company.example` : person.email,
    tenantId: person.tenantId,
    userRole: person.guest ? 'guest' : 'user',
  };
}
