import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Person } from '../state/model';
import { type TeamsServer } from '../teams-server';
import { startGateway } from './gateway';
import { startPlaygroundProcess } from './process';
import { playgroundWorld } from './world';

export interface PlaygroundOptions {
  /** 0 takes any free port. */
  port: number;
  /** The app's messaging endpoint, asked anew for each activity. */
  appUrl: () => string;
  /** Whose identity the app trusts. */
  teams: TeamsServer;
  /** Where its files are kept. */
  folder: string;
  /** Who sits at it first; default alice. */
  me?: string;
  /** Told each line that it writes. */
  onLine?: (line: string) => void;
}

export interface Playground {
  /** `http://127.0.0.1:PORT`, to open in a browser */
  url: string;
  /** Sits someone else down at it, as `/as bob` typed there does. */
  sit(name: string): Promise<Person>;
  stop(): Promise<void>;
}

/** Starts Microsoft's own client for developers, with the demo company in it. docs/teams-playground.md says how. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { port, appUrl, teams, me = 'alice', onLine } = options;
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true });
  const worldFile = join(folder, '.m365agentsplayground.yml');
  writeFileSync(worldFile, playgroundWorld(teams.tenant.state, me));
  const gateway = await startGateway(teams, appUrl, me);
  const { endpoint, serviceUrl } = gateway;
  try {
    const logFile = join(folder, 'playground.log');
    const running = await startPlaygroundProcess({ port, endpoint, serviceUrl, worldFile, logFile, onLine });
    gateway.connect(running.url);
    return {
      url: running.url,
      sit: (name) => gateway.sit(name),
      stop: async () => {
        await running.stop();
        await gateway.close();
      },
    };
  } catch (error) {
    await gateway.close();
    throw error;
  }
}
