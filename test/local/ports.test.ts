import { once } from 'node:events';
import { createServer } from 'node:net';
import { type AddressInfo } from 'node:net';
import { readPorts } from '../../local/ports';

const settings = { host: { setting: 'PORT', otherwise: 0 }, slack: { setting: 'SLACK_PORT', otherwise: 0 } };

describe('ports', () => {
  it('come from the environment, else the default', async () => {
    expect(await readPorts(settings, { SLACK_PORT: '0' })).toEqual({ host: 0, slack: 0 });
  });

  it('that are none are named by their setting, all at once', async () => {
    await expect(readPorts(settings, { PORT: 'abc', SLACK_PORT: '70000' })).rejects.toThrow(
      'PORT is "abc", which is no port.\nSLACK_PORT is "70000", which is no port.',
    );
  });

  it('in use are said with the setting that changes them', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(readPorts(settings, { PORT: String(port) })).rejects.toThrow(
      `Port ${port} is in use. Set PORT to a free one.`,
    );
    server.close();
  });
});
