/** What the Slack platform is given. What is missing closes the part that needs it. */
export interface SlackSettings {
  /** One, or two while one takes the other's place; none refuses every request. */
  signingSecrets: string[];
  botToken?: string;
  /** Our workspace, e.g. `T0DEMO`. */
  teamId?: string;
  /** `https://slack.com/api/`, or a test server's. */
  apiUrl: string;
  /** Plain names of all commands, e.g. `status`, which Slack knows as `cs-status`. */
  commandNames: string[];
}
