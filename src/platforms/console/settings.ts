/** What the command line's side of the product is given. What is missing closes it. */
export interface ConsoleSettings {
  /** Where Entra is, e.g. `https://login.microsoftonline.com`. */
  authority: string;
  tenantId?: string;
  /** The app registration that tokens are for. */
  clientId?: string;
  /** Names of the channels in which something can be asked; the first is meant when none is named. */
  channels: () => string[];
}
