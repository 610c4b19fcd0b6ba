import { type HttpAnswer, type Receipt } from '../platform';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

export function jsonAnswer(status: number, content: unknown): HttpAnswer {
  return { status, headers: JSON_TYPE, body: JSON.stringify(content) };
}

/** A refusal says as much as a stranger may know. */
export function refuse(status: 400 | 401 | 403 | 404 | 413 | 503, error: string): Receipt {
  return { answer: jsonAnswer(status, { error }) };
}

export function emptyAnswer(): HttpAnswer {
  return { status: 200 };
}
