import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  type Activity,
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type Request,
  type Response,
  type TurnContext,
} from 'botbuilder';

export interface EchoBot {
  /** Its messaging endpoint. */
  url: string;
  /** Every activity that passed Bot Builder's authentication. */
  heard: Activity[];
  /** What it does with a message; echoes until told otherwise. */
  onMessage: (context: TurnContext) => Promise<unknown>;
  /** What it answers to an invoke. */
  onInvoke: (context: TurnContext) => Promise<InvokeResponse>;
  /** Writes to a conversation unasked. */
  proactively(reference: Partial<Activity>, act: (context: TurnContext) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Microsoft's own Bot Builder on node:http, trusting only whom the settings name; proof of what Teams would get to see. */
export async function startEchoBot(settings: Record<string, string>): Promise<EchoBot> {
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(
      {
        ...settings,
        ToBotFromEmulatorOpenIdMetadataUrl: settings['ToBotFromChannelOpenIdMetadataUrl'],
        OAuthUrl: 'https://token.botframework.com',
        ValidateAuthority: false,
      },
      credentialsFactory(settings),
    ),
  );
  adapter.onTurnError = async (_, error) => {
    throw error;
  };
  const heard: Activity[] = [];
  const bot: EchoBot = {
    url: '',
    heard,
    onMessage: (context) => context.sendActivity(`echo: ${context.activity.text}`),
    onInvoke: async () => ({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Noted.' },
    }),
    proactively: (reference, act) =>
      adapter.continueConversationAsync(settings['MicrosoftAppId'] ?? '', reference, act),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  class Handler extends ActivityHandler {
    protected override async onTurnActivity(context: TurnContext): Promise<void> {
      heard.push(context.activity);
      if (context.activity.type === 'message') await bot.onMessage(context);
      if (context.activity.type === 'invoke')
        await context.sendActivity({ type: 'invokeResponse', value: await bot.onInvoke(context) });
    }
  }
  const handler = new Handler();
  const server = createServer((request, response) => void answer(adapter, handler, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  bot.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  return bot;
}

/** MSAL refuses a login address without https; this asks for the token as the protocol has it. */
function credentialsFactory(
  settings: Record<string, string>,
): ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1] {
  const appId = settings['MicrosoftAppId'] ?? '';
  const token = async () => {
    const response = await fetch(`${settings['ToChannelFromBotLoginUrl']}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: settings['MicrosoftAppPassword'] ?? '',
        scope: `${settings['ToChannelFromBotOAuthScope']}/.default`,
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  return {
    isValidAppId: async (id) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${await token()}`);
        return request;
      },
    }),
  };
}

async function answer(
  adapter: CloudAdapter,
  handler: ActivityHandler,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
  const shim = {
    socket: request.socket,
    status: (code: number) => {
      response.statusCode = code;
      return shim;
    },
    header: (name: string, value: string) => response.setHeader(name, value),
    send: (content: unknown) => response.end(typeof content === 'string' ? content : JSON.stringify(content)),
    end: () => response.end(),
  };
  const incoming = { body, headers: request.headers, method: request.method } as unknown as Request;
  await adapter.process(incoming, shim as unknown as Response, (context) => handler.run(context));
}
