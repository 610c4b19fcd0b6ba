import { isId } from './discord-time';

/** Where an interaction is answered for 15 minutes. The address is made by us: a request never says where we post. */
export function webhookUrl(
  apiUrl: string,
  applicationId: string | undefined,
  token: string | undefined,
): string | undefined {
  if (!isId(applicationId) || !token || !/^[\w.=-]{10,500}$/.test(token)) return undefined;
  return `${apiUrl}/api/v10/webhooks/${applicationId}/${token}`;
}
