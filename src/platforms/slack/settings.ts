/** What the Slack platform is given. A missing value closes the part that needs it; nothing fails at the first use. */
export interface SlackSettings {
  signingSecret?: string;
  botToken?: string;
  /** Our workspace, e.g. `T0DEMO`. */
  teamId?: string;
  /** `https://slack.com/api/`, or a test server's. */
  apiUrl: string;
  /** Told once, at creation, what is missing and what it stops. */
  warn?: (message: string) => void;
}
