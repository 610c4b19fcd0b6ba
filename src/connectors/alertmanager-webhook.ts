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
const LONGEST_LABEL = 1_000;
/** What is measured is templated into annotations without bounds; masking megabytes would hold the event loop for seconds. */
const MOST_READ = 10_000;

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
  const { shown, more } = namesOf(firing);
  const link = payload['externalURL'];
  return {
    kind: 'group',
    group: {
      key: groupKey,
      title: titleOf(payload, shown),
      firing: firing.length + leftOut,
      alerts: shown,
      moreNames: more,
      since: sinceOf(firing, now),
      labels: labelsOf(payload),
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

/** By name, the most frequent first; only those that are shown are cleaned. */
function namesOf(firing: (Record<string, unknown> | undefined)[]): { shown: AlertGroup['alerts']; more: number } {
  const counted = new Map<string, { count: number; annotations: unknown }>();
  for (const alert of firing) {
    const name = textsIn(alert?.['labels'])['alertname'] ?? '';
    const before = counted.get(name);
    if (before) before.count += 1;
    else counted.set(name, { count: 1, annotations: alert?.['annotations'] });
  }
  const names = [...counted].sort(([, a], [, b]) => b.count - a.count);
  const shown = names.slice(0, MOST_NAMES).map(([name, { count, annotations }]) => {
    const { summary, description } = textsIn(annotations);
    const called = lineOf(name, LONGEST_NAME) ?? 'an alert without a name';
    return { name: called, count, summary: lineOf(summary ?? description, LONGEST_TITLE) };
  });
  return { shown, more: names.length - shown.length };
}

/** A service is found by them. */
function labelsOf({ commonLabels }: Record<string, unknown>): AlertGroup['labels'] {
  const labels = Object.entries(textsIn(commonLabels)).filter(([, value]) => value.length <= LONGEST_LABEL);
  return Object.fromEntries(labels.slice(0, MOST_LABELS));
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
  const first = firing
    .map((alert) => Date.parse(textsIn(alert)['startsAt'] ?? ''))
    .reduce((earliest, time) => (time < earliest ? time : earliest), now.getTime());
  return new Date(first).toISOString();
}

/** Annotations are templates over what was measured, so they may hold anything. */
function lineOf(text: string | undefined, longest: number): string | undefined {
  const line = maskSecrets((text ?? '').slice(0, MOST_READ))
    .replace(/\s+/g, ' ')
    .trim();
  return line ? [...line].slice(0, longest).join('') : undefined;
}

function textsIn(value: unknown): Record<string, string | undefined> & Record<string, string> {
  const texts = Object.entries(objectIn(value) ?? {}).filter(([, text]) => typeof text === 'string');
  return Object.fromEntries(texts) as Record<string, string>;
}
