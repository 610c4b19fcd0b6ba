import { createAzureDevOps } from '../../../src/connectors/azure-devops';
import { createHttp } from '../../../src/connectors/http';
import { type CiCd } from '../../../src/connectors/types';
import { timing } from '../shop';
import { type Handler, json, StubServer } from '../stub-server';

export const repository = 'acme/My shop/api';
export const token = 'a-personal-access-token';
export const list = (...value: unknown[]) => ({ count: value.length, value });

/** An Azure DevOps of a few routes, by `METHOD path` below the project's `_apis/`, without query; all else is its 404. */
export class AzureDevOpsStub {
  private server = new StubServer();
  azureDevOps!: CiCd;

  async start(): Promise<void> {
    this.server = await new StubServer().start();
    this.azureDevOps = createAzureDevOps({ url: this.server.url, token }, createHttp('Azure DevOps', timing));
    this.routes({});
  }

  routes(routes: Record<string, Handler | object>): void {
    this.server.handler = (asked, response) => {
      const path = decodeURIComponent(asked.path.split('?')[0]!).replace('/acme/My shop/_apis/', '');
      const route = routes[`${asked.method} ${path}`];
      const handler = typeof route === 'function' ? (route as Handler) : route ? json(200, route) : notFound;
      handler(asked, response);
    };
  }

  /** Requests so far, `METHOD /path?query` decoded. */
  get asked(): string[] {
    return this.server.asked.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
  }

  get requests() {
    return this.server.asked;
  }

  close = () => this.server.close();
}

const notFound = json(404, { message: 'TF401019: There is no such thing.', typeKey: 'NotFoundException' });
