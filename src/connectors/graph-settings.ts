export interface GraphSettings {
  /** `https://graph.microsoft.com`, or that of another cloud; without version. */
  url: string;
  /** A bearer token for a scope; asked for each time. */
  token: (scope: string) => Promise<string>;
}
