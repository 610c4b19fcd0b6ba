import { ConnectorError } from './connector-error';

const codes: Record<number, string> = {
  403: 'MessageWritesBlocked',
  404: 'ConversationNotFound',
  412: 'PreconditionFailed',
  429: 'TooManyRequests',
  500: 'ServiceError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
};

/** The connector's answer where a fault is switched on. */
export function faultAnswer(status: number): Response {
  const { body } = new ConnectorError(500, codes[status] ?? 'ServiceError', 'A fault that was switched on.');
  return Response.json(body, { status });
}
