import { createHash, timingSafeEqual } from 'node:crypto';
import { type AlertGroup } from '../model/alert-group';
import { maskSecrets } from './mask-secrets';
import { objectIn, payloadIn } from './payload-in';

type AlertDelivery = { kind: 'group'; group: AlertGroup } | { kind: 'forged' } | { kind: 'unreadable'; why: string };

const MOST_NAMES = 8;
const LONGEST_TITLE = 150;
const LONGEST_NAME = 100;
const LONGEST_KEY = 4_000;
const MOST_LABELS = 50;

/**
 * One delivery of Alertmanager's webhook receiver, version 4: a whole group as it is now, so the newest tells everything.
 * @param now when it arrived, for alerts without a time that can be read
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export function readAlertmanagerWebhook(
  tokens: string[],
  authorization: string | null,
  body: Buffer,
  now: Date,
): AlertDelivery {
  if (!isBearer(tokens, authorization ?? '')) return { kind: 'forged' };
  const payload = payloadIn(body);
  if (!payload) return { kind: 'unreadable', why: 'The body is no JSON object.' };
  const { version, groupKey, alerts, truncatedAlerts: truncated } = payload;
  if (version !== '4') return { kind: 'unreadable', why: 'The version of the payload is not "4".' };
  if (typeof groupKey !== 'string' || groupKey === '' || groupKey.length > LONGEST_KEY)
    return { kind: 'unreadable', why: 'groupKey is missing or too long.' };
  if (!Array.isArray(alerts)) return { kind: 'unreadable', why: 'alerts is no list.' };
  const firing = alerts.map(objectIn).filter((alert) => alert?.['status'] === 'firing');
  const leftOut =
    Number.isSafeInteger(truncated) && payload['status'] === 'firing' ? Math.max(0, Number(truncated)) : 0;
  const names = namesOf(firing);
  const link = payload['externalURL'];
  return {
    kind: 'group',
    group: {
      key: groupKey,
      title: titleOf(payload, names),
      firing: firing.length + leftOut,
      alerts: names.slice(0, MOST_NAMES),
      moreNames: Math.max(0, names.length - MOST_NAMES),
      since: sinceOf(firing, now),
      labels: Object.fromEntries(Object.entries(textsIn(payload['commonLabels'])).slice(0, MOST_LABELS)),
      ...(typeof link === 'string' && /^https?:\/\//.test(link) && { link: link.slice(0, LONGEST_KEY) }),
    },
  };
}

/** Hashes of one length are compared, so that nothing is learnt of a token's length either. */
function isBearer(tokens: string[], authorization: string): boolean {
  const given = digest(/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '');
  const equal = tokens.map((token) => timingSafeEqual(digest(token), given));
  return equal.includes(true);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function namesOf(firing: (Record<string, unknown> | undefined)[]): AlertGroup['alerts'] {
  const names = new Map<string, AlertGroup['alerts'][number]>();
  for (const alert of firing) {
    const name = lineOf(textsIn(alert?.['labels'])['alertname'], LONGEST_NAME) ?? 'an alert without a name';
    const { summary, description } = textsIn(alert?.['annotations']);
    const before = names.get(name);
    if (before) before.count += 1;
    else names.set(name, { name, count: 1, summary: lineOf(summary ?? description, LONGEST_TITLE) });
  }
  return [...names.values()].sort((a, b) => b.count - a.count);
}

function titleOf({ commonAnnotations, commonLabels }: Record<string, unknown>, names: AlertGroup['alerts']): string {
  const { summary, description } = textsIn(commonAnnotations);
  const { alertname, service } = textsIn(commonLabels);
  const called = alertname ?? names.map(({ name }) => name).join(', ');
  const candidates = [summary, description, service ? `${called} of ${service}` : called];
  const lines = candidates.flatMap((one) => lineOf(one, LONGEST_TITLE) ?? []);
  return lines.find((line) => /[\p{L}\p{N}]/u.test(line)) ?? 'Alerts fire';
}

function sinceOf(firing: (Record<string, unknown> | undefined)[], now: Date): string {
  const times = firing.map((alert) => Date.parse(String(alert?.['startsAt']))).filter((time) => !Number.isNaN(time));
  return new Date(Math.min(now.getTime(), ...times)).toISOString();
}

/** Annotations are templates over what was measured, so they may hold anything. */
function lineOf(text: string | undefined, longest: number): string | undefined {
  const line = maskSecrets(text ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return line ? [...line].slice(0, longest).join('') : undefined;
}

function textsIn(value: unknown): Record<string, string | undefined> & Record<string, string> {
  const texts = Object.entries(objectIn(value) ?? {}).filter(([, text]) => typeof text === 'string');
  return Object.fromEntries(texts) as Record<string, string>;
}
