import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { readSettings } from '../../src/config/env';

/** A bot as Microsoft's own guide sets it up, on node:http and under the same settings: it verifies the token, answers 200 and sends nothing. */
const { appId, appPassword, appType, tenantId, endpoints } = readSettings().teams;
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication({
    ...endpoints,
    MicrosoftAppId: appId,
    MicrosoftAppPassword: appPassword,
    MicrosoftAppType: appType,
    MicrosoftAppTenantId: tenantId,
  }),
);

const server = createServer((request, response) => {
  const answer = {
    status: (code: number) => (response.statusCode = code),
    header: (name: string, value: unknown) => response.setHeader(name, String(value)),
    send: (content: unknown) => response.write(typeof content === 'string' ? content : JSON.stringify(content)),
    end: () => response.end(),
  };
  void textOf(request).then((text) => {
    const body = JSON.parse(text) as Record<string, unknown>;
    return adapter.process({ method: request.method, headers: request.headers, body }, answer as never, async () => {});
  });
});
server.listen(0, '127.0.0.1', () => console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}/`));

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
