import { type ChatEvent } from '../../model/chat-event';
import { type Origin } from '../../model/command-request';
import { asObject, asText, type JsonObject } from '../shared/read-json';
import { type TeamsActivity } from './activity';
import { isLoopback } from './safe-address';

/**
 * Reads what somebody said to a file that was offered. Who takes it asks for it again, by the line that it was made by: nothing
 * of it lies with us meanwhile. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#upload-files-to-personal-chat
 */
export function readFileConsent({ raw, serviceUrl }: TeamsActivity, origin: Origin): ChatEvent {
  const value = asObject(raw['value']);
  if (value['action'] === 'decline') return { kind: 'ignored', reason: 'A file was declined.' };
  const line = asText(asObject(value['context'])['line']);
  const upload = uploadFrom(asObject(value['uploadInfo']), serviceUrl);
  if (value['action'] !== 'accept' || !line || !upload || !origin.personal) {
    return { kind: 'unsupported', reason: 'A file that is none of ours, or has no place of Teams to go to.' };
  }
  const card = asText(raw['replyToId']);
  const key = { scope: 'file', key: [origin.channel, upload.id, origin.account].join('|') };
  return { kind: 'command', key, text: line, origin: { ...origin, upload: { ...upload, card } }, answerable: false };
}

function uploadFrom(told: JsonObject, serviceUrl: string): Origin['upload'] {
  const [url, contentUrl, id, name] = ['uploadUrl', 'contentUrl', 'uniqueId', 'name'].map((part) => asText(told[part]));
  if (!url || !contentUrl || !id || !name || !URL.canParse(contentUrl) || !isUploadAddress(url, serviceUrl))
    return undefined;
  return { url, contentUrl, id, name, fileType: asText(told['fileType']) ?? 'txt' };
}

/** OneDrive's and SharePoint's; where Teams itself is on this machine, an address of this machine. */
function isUploadAddress(address: string, serviceUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username || password) return false;
  if (protocol === 'https:' && ONEDRIVE.test(hostname)) return true;
  return isLoopback(serviceUrl) && isLoopback(address);
}

const ONEDRIVE = /(?:^|\.)(?:sharepoint\.(?:com|us|cn)|sharepoint-mil\.us|svc\.ms)$/;
