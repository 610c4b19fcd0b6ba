import { setTimeout as sleep } from 'node:timers/promises';
import { type Delivery, failureOf } from '../../slack/delivery/deliveries';
import { type WiredCompany } from './wired-company';

/** Does something until it is acknowledged, or has had its effect all the same. */
export async function insist(
  company: WiredCompany,
  act: () => Promise<Delivery | undefined>,
  hadEffect: () => Promise<boolean>,
): Promise<void> {
  for (;;) {
    const delivery = await act();
    if (delivery && !failureOf(delivery)) return;
    await company.up();
    await sleep(200);
    if (await hadEffect()) return;
  }
}
