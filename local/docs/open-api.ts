import * as z from 'zod/mini';
import { version } from '../../src/config/version';
import { bodies, type Kind } from '../../src/platforms/console/bodies';

const text = { type: 'string' };
const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, text]));
const instant = { type: 'string', format: 'date-time' };
const view = {
  type: 'object',
  description: 'What people are shown, as plain text in parts; src/model/view.ts names them all.',
  required: ['kind', 'tone', 'icon', 'headline'],
  properties: {
    ...texts('kind', 'icon'),
    tone: { enum: ['neutral', 'waiting', 'good', 'bad'] },
    headline: { type: 'array' },
  },
};
const views = { type: 'array', items: { $ref: '#/components/schemas/View' } };
const object = (required: string[], properties: object) => ({ type: 'object', required, properties });
const list = (items: object) => ({ type: 'array', items });
const named = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const schemas = {
  View: view,
  Taken: object(['id'], {
    id: text,
    done: { type: 'boolean', description: 'Whether `answer` is good news: false where the line was not understood.' },
    answer: { ...named('View'), description: 'All that there is to it; absent where something was started.' },
  }),
  Counted: object(['done', 'answer'], { done: { type: 'boolean' }, answer: named('View') }),
  Choices: object(['choices'], { choices: list(text) }),
  State: object(
    ['id', 'line', 'requester', 'yours', 'askedAt', 'platform', 'state', 'messages', 'told', 'files', 'revision'],
    {
      ...texts('id', 'line', 'platform', 'channel', 'revision'),
      requester: { type: ['string', 'null'] },
      yours: { type: 'boolean' },
      askedAt: instant,
      state: { enum: ['running', 'ended'] },
      outcome: object(['result', 'reasonCode'], texts('result', 'reasonCode', 'message')),
      messages: list(object(['id', 'view', 'replies'], { id: text, view: named('View'), replies: views })),
      told: views,
      files: list(object(['name', 'title', 'type', 'content'], texts('name', 'title', 'type', 'content'))),
    },
  ),
  Pending: object(['you', 'requests'], {
    you: text,
    requests: list(
      object(['id', 'line', 'requester', 'round', 'planHash', 'openedAt', 'expiresAt', 'waitsFor', 'may'], {
        ...texts('id', 'line', 'requester', 'planHash', 'waitsFor', 'type'),
        round: { type: 'integer' },
        openedAt: instant,
        expiresAt: instant,
        may: list({ enum: ['approve', 'reject', 'confirm', 'cancel'] }),
      }),
    ),
  }),
  Problem: object(['error'], { error: text }),
};

/** The HTTP API of the command line, made of the schemas that its requests are checked with. */
export function openApi(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Countersign',
      version,
      description: 'What `countersign` calls; docs/cli.md says how it is signed in.',
    },
    servers: [{ url: '/api' }],
    security: [{ entra: [] }],
    paths: {
      '/commands': { post: posts('commands', 'Asks a line, or sends a form', { 200: 'Taken', 202: 'Taken' }, 409) },
      '/commands/{id}': {
        get: {
          summary: 'How a command stands',
          parameters: [
            { name: 'id', in: 'path', required: true, schema: text },
            query('wait', 'Seconds, at most 60: how long a change is waited for.', { type: 'integer' }),
            query('revision', 'What was seen last: answered at once where it is another.', text),
          ],
          responses: responses({ 200: 'State' }, 404),
        },
      },
      '/pending': { get: { summary: 'What waits on any platform', responses: responses({ 200: 'Pending' }) } },
      '/votes': { post: posts('votes', 'Decides a round of a request', { 200: 'Counted' }) },
      '/choices': { post: posts('choices', 'What a field offers, for completion', { 200: 'Choices' }) },
    },
    components: {
      schemas,
      securitySchemes: {
        entra: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Of a person, with scope access_as_user.',
        },
      },
    },
  };
}

function query(name: string, description: string, schema: object) {
  return { name, in: 'query', description, schema };
}

/** After a 500 it is not certain whether it was taken: the same again does it once. */
function posts(kind: Kind, summary: string, good: Record<number, keyof typeof schemas>, ...bad: number[]) {
  const schema: Record<string, unknown> = { ...z.toJSONSchema(bodies[kind], { io: 'input' }) };
  delete schema['$schema'];
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  return { summary, requestBody, responses: responses(good, 400, 413, 415, 500, ...bad) };
}

function responses(good: Record<number, keyof typeof schemas>, ...bad: number[]) {
  const answer = (name: keyof typeof schemas, description: string) => ({
    description,
    content: { 'application/json': { schema: named(name) } },
  });
  return {
    ...Object.fromEntries(Object.entries(good).map(([status, name]) => [status, answer(name, name)])),
    ...Object.fromEntries(
      [...bad, 401, 403, 429, 503].map((status) => [status, answer('Problem', 'Refused, in words')]),
    ),
  };
}
