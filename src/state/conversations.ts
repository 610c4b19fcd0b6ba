import { type Conversations, type KnownAccount, type KnownConversation } from '../model/conversations';
import { type PlatformName } from '../model/person';
import { rowKey } from './row-keys';
import { type Tables } from './tables';

/** Rows of the conversations and accounts that one platform has told of. The newest word counts. */
export function createConversations(tables: Tables, platform: PlatformName): Conversations {
  const table = tables.table('CountersignConversations');
  const conversationKeys = (tenant: string, channel: string) => ({
    partitionKey: rowKey('conversation', platform, tenant),
    rowKey: rowKey(channel),
  });
  const accountKeys = (tenant: string, account: string) => ({
    partitionKey: rowKey('account', platform, tenant),
    rowKey: rowKey(account),
  });
  return {
    async conversation(tenant, channel) {
      const keys = conversationKeys(tenant, channel);
      const row = await table.get(keys.partitionKey, keys.rowKey);
      if (!row) return undefined;
      const { serviceUrl, kind, bot } = row as unknown as KnownConversation;
      return { serviceUrl, kind, bot };
    },

    async keepConversation(tenant, channel, { serviceUrl, kind, bot }) {
      await table.put({ ...conversationKeys(tenant, channel), channel, serviceUrl, kind, bot });
    },

    async account(tenant, account) {
      const keys = accountKeys(tenant, account);
      const row = await table.get(keys.partitionKey, keys.rowKey);
      if (!row) return undefined;
      const { userId, personal, seenIn } = row as unknown as KnownAccount;
      return { userId, seenIn, ...(personal === undefined ? {} : { personal }) };
    },

    async keepAccount(tenant, account, { userId, personal, seenIn }) {
      await table.put({ ...accountKeys(tenant, account), account, userId, personal, seenIn });
    },
  };
}
