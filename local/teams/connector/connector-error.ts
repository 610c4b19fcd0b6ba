import { type ContentfulStatusCode } from 'hono/utils/http-status';

/** A refusal in the words of the Bot Connector. https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis */
export class ConnectorError extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  get body() {
    return { error: { code: this.code, message: this.message } };
  }
}

export const badArgument = (message: string) => new ConnectorError(400, 'BadArgument', message);
