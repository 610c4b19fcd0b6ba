import { type Origin } from '../model/command-request';
import { type PlatformName } from '../model/person';
import { type Dependencies } from './dependencies';

/**
 * Where a channel of the company file is, on each chat platform that is connected. `account` is whom it is spoken for. The command
 * line is none of them: nobody is told there who does not ask, so nothing that was only said there has alarmed anybody.
 */
export function placesOf(
  { company, tenants }: Pick<Dependencies, 'company' | 'tenants'>,
  name: string,
  account: string,
): Origin[] {
  const channel = company.channels.find((one) => one.name === name);
  return Object.entries(channel?.places ?? {}).flatMap(([place, id]): Origin[] => {
    const platform = place as PlatformName;
    const tenant = tenants[platform];
    return tenant && id && platform !== 'console'
      ? [{ platform, tenant, account, channel: id, channelName: name }]
      : [];
  });
}
