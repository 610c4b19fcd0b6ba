import { type CommandSpec } from '../../model/command-spec';

/** What the Discord platform is given. What is missing closes the part that needs it. */
export interface DiscordSettings {
  /** The application's Ed25519 key, 64 hex digits. */
  publicKey?: string;
  botToken?: string;
  /** Our guilds. They count as one place: an account is the same person in each, and the first names all of them. */
  guildIds: string[];
  /** `https://discord.com`, or a test server's. */
  apiUrl: string;
  commands: CommandSpec[];
}
