import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One item as the ingestion endpoint takes it. */
export interface Envelope {
  iKey: string;
  data: {
    baseType: string;
    baseData: {
      name?: string;
      id?: string;
      success?: boolean;
      metrics?: { name: string }[];
      properties: Record<string, string>;
    };
  };
  tags: Record<string, string>;
}

const TLS = resolve(__dirname, '../fixtures/tls');

/** The ingestion endpoint of Application Insights (`/v2.1/track`), which takes all and keeps it. Its exporter speaks https alone. */
export async function startApplicationInsights() {
  const [cert, key] = ['server.pem', 'server.key'].map((name) => readFileSync(join(TLS, name)));
  const items: Envelope[] = [];
  const asked = new Set<string>();
  const server = createServer({ cert, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.add(`${request.method} ${request.url}`);
      const body = Buffer.concat(chunks);
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      const came = JSON.parse(text.toString()) as Envelope[];
      items.push(...came);
      const answer = { itemsReceived: came.length, itemsAccepted: came.length, errors: [] };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    items,
    asked,
    /** For the process that sends. */
    settings: {
      APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=00000000-0000-0000-0000-0000000000aa;IngestionEndpoint=https://127.0.0.1:${port}/`,
      NODE_EXTRA_CA_CERTS: join(TLS, 'authority.pem'),
      APPLICATION_INSIGHTS_NO_STATSBEAT: 'true',
      APPLICATIONINSIGHTS_SDKSTATS_DISABLED: 'true',
    },
    close: () => new Promise((done) => server.close(done)),
  };
}
