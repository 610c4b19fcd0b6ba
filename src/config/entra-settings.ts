/** What the environment says of Entra, by which people sign in on the command line. */
export interface EntraEnvironment {
  url: string;
  tenantId?: string;
  /** The app registration whose tokens are taken. */
  clientId?: string;
}

type Read = (name: string) => string | undefined;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * @param url reads an address that keys and secrets may go to
 * @param problems takes what is wrong, a sentence each
 */
export function readEntraSettings(set: Read, url: Read, problems: string[]): EntraEnvironment {
  const guid = (name: string): string | undefined => {
    const value = set(name)?.toLowerCase();
    if (value !== undefined && !GUID.test(value)) problems.push(`${name} is no GUID.`);
    return value;
  };
  return {
    url: url('ENTRA_URL') ?? 'https://login.microsoftonline.com',
    tenantId: guid('ENTRA_TENANT_ID') ?? set('MicrosoftAppTenantId')?.toLowerCase(),
    clientId: guid('ENTRA_CLIENT_ID'),
  };
}
