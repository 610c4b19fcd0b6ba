import { setTimeout as sleep } from 'node:timers/promises';
import { type Delivery, failureOf } from '../../slack/delivery/deliveries';
import { type WiredCompany } from './wired-company';

/** What has had no effect after so long is asked again: said twice it is done twice, and a new host has to take it up first. Seconds. */
export const EFFECT = 15;
/** One kill fails a try or two; who has failed so often will go on to. */
const MOST_TRIES = 20;

/** Does something until it is acknowledged, or has had its effect all the same. Throws when it never is. */
export async function insist(
  company: WiredCompany,
  act: () => Promise<Delivery | undefined>,
  hadEffect: () => Promise<boolean>,
): Promise<void> {
  const failures = new Set<string>();
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const delivery = await act();
    const failure = delivery ? failureOf(delivery) : 'not delivered';
    if (!failure) return;
    failures.add(failure);
    await company.up();
    await sleep(200);
    if (await hadEffect()) return;
  }
  throw new Error(`Not acknowledged in ${MOST_TRIES} tries (${[...failures].join(', ')}), and nothing came of it`);
}
