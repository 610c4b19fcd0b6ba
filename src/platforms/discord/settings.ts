import { type CommandSpec } from '../../model/command-spec';
import { type Origin } from '../../model/command-request';

/** What the Discord platform is given. What is missing closes the part that needs it. */
export interface DiscordSettings {
  /** The application's Ed25519 key, 64 hex digits. */
  publicKey?: string;
  botToken?: string;
  /** Our guilds. They count as one place: an account is the same person in each, and the first names all of them. */
  guildIds: string[];
  /** `https://discord.com`, or a test server's. */
  apiUrl: string;
}

/** What of the product the platform leans on. */
export interface DiscordSurroundings {
  commands: CommandSpec[];
  /** IDs that can be offered while somebody types. */
  services: () => string[];
  environments: () => string[];
  /** Recent versions of a service, newest first. */
  versions: (service: string, signal: AbortSignal) => Promise<string[]>;
  /** The ID of the person behind an account, if it is one of ours. */
  personOf: (account: Pick<Origin, 'platform' | 'tenant' | 'account'>) => string | undefined;
}
