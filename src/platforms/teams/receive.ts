import { jsonAnswer, refuse } from '../shared/http-answers';
import { parseObject } from '../shared/read-json';
import { type RawRequest, type Receipt } from '../platform';
import { type Authenticate } from './authenticate';
import { BODY_BYTES } from './limits';
import { activityFrom, tenantOf } from './activity';
import { MESSAGE_MENU, windowAnswer } from './message-menu';
import { INVOKES, isInvoke, readActivity } from './read-activity';
import { type Remember } from './remember';
import { isLoopback, isSafeAddress } from './safe-address';
import { type TeamsSettings } from './settings';

/** Reads one request from Bot Framework. What is wrong with it is answered; nothing is thrown for what a caller sent. */
export async function receive(
  settings: TeamsSettings,
  authenticate: () => Promise<Authenticate>,
  remember: Remember,
  { headers, body, now }: RawRequest,
): Promise<Receipt> {
  const { appId, tenantId, development } = settings;
  const anonymous = appId === undefined && development;
  if (body.length > BODY_BYTES) return refuse(413, 'The body is over 1 MiB.');
  if (tenantId === undefined || (appId === undefined && !anonymous)) return refuse(503, 'Teams is not set up here.');
  const authorization = headers.get('authorization') ?? '';
  if (!anonymous && !/^Bearer [\w-]+\.[\w-]+\.[\w-]*$/.test(authorization)) return refuse(401, NOT_GENUINE);
  // A form on some web page could send other types to this machine without asking.
  if (!/^application\/json\b/i.test(headers.get('content-type') ?? '')) return refuse(400, 'The body is not JSON.');
  const sent = parseObject(body.toString('utf8'));
  if (!sent) return refuse(400, 'The body is not a JSON object.');
  const activity = activityFrom(sent);
  if (!activity) return refuse(400, 'An activity has type, channelId, serviceUrl, conversation and from.');
  if (anonymous) {
    if (!isSafeAddress(activity.serviceUrl) || !isLoopback(activity.serviceUrl)) return refuse(401, NOT_GENUINE);
  } else {
    const authenticity = await (await authenticate())(activity, authorization);
    if (authenticity === 'unverifiable') return refuse(503, 'The signature cannot be checked just now.');
    if (authenticity === 'forged' || !isSafeAddress(activity.serviceUrl)) return refuse(401, NOT_GENUINE);
  }
  if (activity.channelId !== 'msteams') return refuse(403, 'Only activities of Teams are taken.');
  if (tenantOf(activity) !== tenantId) return refuse(403, 'This is not our tenant.');
  if (activity.type === 'invoke' && !isInvoke(activity.name)) {
    return { answer: jsonAnswer(501, { error: `Only ${INVOKES.join(', ')} are taken.` }) };
  }
  const event = readActivity(activity, tenantId, now);
  if (activity.name === MESSAGE_MENU && event.kind === 'unsupported') return { answer: windowAnswer(event.reason) };
  // A message's menu has us also where the app was never added, and where we could say nothing.
  if (event.kind !== 'ignored' && event.kind !== 'pin') await remember(activity, tenantId);
  return { event };
}

const NOT_GENUINE = 'The token is missing or not genuine.';
