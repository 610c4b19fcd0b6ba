import { buttons, CHANNEL, readable } from '../../demo/audience';
import { failureOf } from '../../slack/delivery/deliveries';
import { SERVICE } from './company-file';
import { insist } from './insist';
import { see } from './see';
import { type WiredCompany } from './wired-company';

/** A deploy as its people went through it. */
export interface Deploy {
  /** When it was asked for, in the channel's time and as ISO 8601. */
  since: string;
  at: string;
  line: string;
}

/**
 * Alice asks, bob clicks, carol reacts, and each does it again when Slack says that it failed and nothing came of it;
 * events are delivered again by Slack. Resolves when the result is shown. Throws when it never is.
 */
export async function productionDeploy(company: WiredCompany, version: string): Promise<Deploy> {
  const { audience, stack } = company;
  const text = `${SERVICE} ${version} production`;
  const deploy = { since: audience.now(), at: new Date().toISOString(), line: `/deploy ${text}` };
  const message = () => audience.posts(deploy.since).find((post) => buttons(post).includes('approve'));
  const posted = () => audience.posts(deploy.since)[0];
  const seen = (what: string, sign: () => boolean) =>
    see(company, what, sign, { ...deploy, channels: () => [CHANNEL] });

  await insist(
    company,
    async () => (await audience.as('alice').command(CHANNEL, '/deploy', text)).delivery,
    async () => Boolean(await audience.until(posted, 4)),
  );
  await seen('the buttons', () => message() !== undefined);
  const request = message()!;
  await insist(
    company,
    () => audience.as('bob').click(CHANNEL, request.ts, 'approve'),
    async () => readable(posted()!).includes('1 of 2'),
  );
  const [reaction] = await audience.as('carol').react(CHANNEL, request.ts, 'white_check_mark');
  for (let delivery = reaction; delivery && failureOf(delivery);) {
    await company.up();
    delivery = await stack.slack.redeliver(delivery.id);
  }
  // Looking for a run whose dispatch was not answered takes a minute.
  await seen('the end', () =>
    audience.posts(deploy.since).some((post) => /Deploy complete|Failed: Deploy/.test(readable(post))),
  );
  return deploy;
}
