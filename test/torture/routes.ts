import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Seeded } from '../../local/crash/seeded';
import { type Extent, type Suite } from '../../local/crash/suite';
import { Audience } from '../../local/demo/audience';
import { DurableClient } from '../../local/durable-client';
import { ANY_PORTS, startStack } from '../../local/stack';
import { type Answer, ask, type Wire } from './routes/ask';
import { type Door, doorsOf } from './routes/doors';
import { besides, bodyFor, broken, forgery, pathFor } from './routes/requests';
import { tryProperties } from './try-properties';

/** Answers that are no export of the log are no longer. */
const MOST_CHARS = 64 * 1024;
const AUDIT_PATH = /^\/+api\/+audit/i;
/** Microsoft's host answers 500 to a body that is announced as longer (recording http-oversized-body). */
const MOST_BODY = 100 * 1024 * 1024;
const LONGEST_LINE = 20_000;
/** CPU of the host for one request, what it set going included. */
const MOST_CPU_MS = 1_000;
const LONG_MS = 5 * 60_000;
/** Node takes 16 KiB of head. */
const LONG_HEAD = 15_000;
const TICK_MS = 10;
const STACK_TRACE = /\n\s+at |node_modules|\.[cm]?js:\d+:\d+/;
/** The host says so of what nobody caught. */
const UNCAUGHT = /Unhandled rejection|Uncaught exception/;

/** Every route of the function app on the whole host, over loopback: hostile requests that are genuine, that are not, and that are no HTTP. */
export async function routes(random: Seeded, extent: Extent): Promise<Suite> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-routes-'));
  const keys = generateKeyPairSync('ed25519');
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const lines: string[] = [];
  const stack = await startStack({
    ...{ home: join(folder, 'home'), keep: false, ports: ANY_PORTS, env: { DISCORD_PUBLIC_KEY: publicKey } },
    onLine: (line) => lines.push(line),
  });
  try {
    const { url, pid } = stack.host();
    const doors = doorsOf(stack, keys.privateKey);
    const secrets = Object.entries(stack.env)
      .filter(([name, value]) => /SECRET|TOKEN|PASSWORD|KEY$|STORAGE|Storage/.test(name) && value.length > 6)
      .filter(([name]) => name !== 'DISCORD_PUBLIC_KEY' && !name.startsWith('AUDIT_ANCHOR'))
      .map(([, value]) => value);
    const demandGood = (answer: Answer, { path, headers }: Wire) => {
      const said = `${answer.head}\n${answer.body}`;
      const isTooLong = headers.some(([name, value]) => name === 'content-length' && Number(value) > MOST_BODY);
      if (answer.status >= 500 && !(isTooLong && answer.body === ''))
        throw new Error(`answered ${answer.status}: ${answer.body.slice(0, 200)}`);
      if (!AUDIT_PATH.test(path) && said.length > MOST_CHARS) throw new Error(`an answer of ${said.length} characters`);
      if (STACK_TRACE.test(said)) throw new Error(`it shows its code: ${said.slice(0, 300)}`);
      if (secrets.some((secret) => said.includes(secret))) throw new Error('it tells a secret');
    };
    /** Somebody else is answered all the same. */
    const hear = async (wire: Wire): Promise<Answer> => {
      const before = cpuOf(pid);
      const [answer, other] = await Promise.all([ask(url, wire), ask(url, HEALTH)]);
      if (other.status !== 200) throw new Error(`beside it health answered ${other.status}`);
      if (cpuOf(pid) - before > MOST_CPU_MS && (await leastCpu(wire)) > MOST_CPU_MS)
        throw new Error('it took over a second of CPU');
      demandGood(answer, wire);
      return answer;
    };
    const leastCpu = async (wire: Wire) => {
      let least = Infinity;
      for (let again = 0; again < 3 && least > MOST_CPU_MS; again++) {
        const before = cpuOf(pid);
        await ask(url, wire);
        least = Math.min(least, cpuOf(pid) - before);
      }
      return least;
    };
    const request = fc
      .constantFrom(...doors)
      .chain((door) => fc.record({ door: fc.constant(door), path: pathFor(door), body: bodyFor(door), besides }));
    const wireOf = ({ door, path, body, besides: more }: Asked, proof: Wire['headers']): Wire => ({
      method: door.method,
      path,
      headers: [...more.filter(([name]) => !proof.some(([own]) => own === name)), ...proof],
      body,
    });
    const forged = fc.asyncProperty(request, forgery, async (asked, forge) => {
      const { door, body } = asked;
      const { status } = await hear(wireOf(asked, forge(door.headers(body))));
      if (status > 0 && status < 400 && !door.open && !HEALTH_PATH.test(asked.path))
        throw new Error(`${door.path} answered ${status} to a forgery`);
    });
    const genuine = fc.asyncProperty(request, async (asked) => {
      const wire = wireOf(asked, asked.door.headers(asked.body));
      const { status } = await hear(wire);
      // Node cuts what has too long a head off while the body still comes, and the answer may be lost by that.
      if (status === 0 && headOf(wire) < LONG_HEAD) throw new Error('it was not answered');
    });
    const wild = fc.asyncProperty(fc.constantFrom(...doors).chain(broken), async (wire) => void (await hear(wire)));
    const wrong = lines.flatMap((line) => {
      const [, template] = /^[A-Z,]+ (\/\S+)$/.exec(line) ?? [];
      const fits = template && new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
      return fits && !doors.some(({ path }) => fits.test(path.replace(/\?.*/, ''))) ? [`${line} is not tried`] : [];
    });
    for (const code of ['%E8%AA%9E', 'a%0Ab', '%00']) {
      const { status } = await ask(url, { ...HEALTH, path: `/api/health?code=${code}` });
      if (status !== 401) wrong.push(`/api/health?code=${code} answered ${status}, not 401`);
    }
    for (const [path, headers, expected] of FOUND_BEFORE) {
      const { status } = await ask(url, {
        ...HEALTH,
        path,
        headers: [...headers, ['x-functions-key', stack.functionKey]],
      });
      if (status !== expected) wrong.push(`${path} ${JSON.stringify(headers)} answered ${status}, not ${expected}`);
    }
    const forgeries = await tryProperties(
      [{ what: 'what is not genuine is refused', holds: forged, runs: 10_000, mostMs: LONG_MS }],
      random,
      extent,
    );
    const client = new DurableClient(url, stack.functionKey);
    const { found } = await client.since(new Date(Date.now() - 3_600_000), 10);
    wrong.push(...forgeries.wrong);
    if (found.length) wrong.push(`forgeries started ${found.map(({ name }) => name).join(', ')}`);
    const entries = await new Audience(stack).entries();
    if (entries.length) wrong.push(`forgeries are in the audit log: ${JSON.stringify(entries[0])}`);
    const others = await tryProperties(
      [
        { what: 'what is genuine is answered, whatever it says', holds: genuine, runs: 10_000, mostMs: LONG_MS },
        { what: 'what is no HTTP harms nobody', holds: wild, runs: 5_000, mostMs: LONG_MS },
      ],
      random,
      extent,
    );
    wrong.push(...others.wrong);
    for (const line of lines) {
      if (secrets.some((secret) => line.includes(secret))) wrong.push(`a secret is in the log: ${line.slice(0, 200)}`);
      if (line.length > LONGEST_LINE)
        wrong.push(`a line of ${line.length} characters is in the log: ${line.slice(0, 200)}`);
      if (UNCAUGHT.test(line)) wrong.push(line.slice(0, 400));
    }
    return { did: `${forgeries.did}, ${others.did}, ${doors.length} routes`, wrong };
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Asked {
  door: Door;
  path: string;
  body: Buffer;
  besides: Wire['headers'];
}

const HEALTH: Wire = { method: 'GET', path: '/api/health', headers: [], body: Buffer.alloc(0) };
/** What was answered 500 once; with the right key. */
const FOUND_BEFORE: [path: string, headers: Wire['headers'], status: number][] = [
  ['/api/health', [['host', 'a b']], 400],
  ['/api/health', [['host', 'localhost:1']], 503],
  ['/api/audit?from=%2B275760-09-13', [], 400],
  ['/api/audit?to=-271821-04-20', [], 400],
];
const HEALTH_PATH = /^\/+(?:api|API)\/+health\/?(?:\?.*)?$/i;

function headOf({ path, headers }: Wire): number {
  return path.length + headers.reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0);
}

/** User and system time of a process, ms. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
