import { type Origin } from '../model/command-request';
import { type PlatformName } from '../model/person';
import { type Dependencies } from './dependencies';

/** Where a channel of the company file is, on each platform that is connected. `account` is whom it is spoken for. */
export function placesOf(
  { company, tenants }: Pick<Dependencies, 'company' | 'tenants'>,
  name: string,
  account: string,
): Origin[] {
  const channel = company.channels.find((one) => one.name === name);
  return Object.entries(channel?.places ?? {}).flatMap(([place, id]): Origin[] => {
    const platform = place as PlatformName;
    const tenant = tenants[platform];
    return tenant && id ? [{ platform, tenant, account, channel: id, channelName: name }] : [];
  });
}
