/** What the environment says of Discord. */
export interface DiscordEnvironment {
  publicKey?: string;
  botToken?: string;
  guildIds: string[];
  apiUrl: string;
}

type Read = (name: string) => string | undefined;

/**
 * @param url reads an address that may be given a secret
 * @param problems takes what is wrong, a sentence each
 */
export function readDiscordSettings(set: Read, url: Read, problems: string[]): DiscordEnvironment {
  const publicKey = set('DISCORD_PUBLIC_KEY');
  if (publicKey !== undefined && !/^[0-9a-f]{64}$/i.test(publicKey)) {
    problems.push("DISCORD_PUBLIC_KEY is the application's public key: 64 hex digits.");
  }
  const guildIds = (set('DISCORD_GUILD_IDS') ?? '').split(/[\s,]+/).filter(Boolean);
  if (!guildIds.every((id) => /^\d{15,20}$/.test(id))) {
    problems.push('DISCORD_GUILD_IDS is a list of server IDs, parted by commas: 15 to 20 digits each.');
  }
  return {
    publicKey,
    botToken: set('DISCORD_BOT_TOKEN'),
    guildIds,
    apiUrl: url('DISCORD_API_URL') ?? 'https://discord.com',
  };
}
