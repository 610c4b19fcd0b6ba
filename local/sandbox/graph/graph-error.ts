const CODES: Record<number, [code: string, message: string]> = {
  400: ['Request_UnsupportedQuery', 'Unsupported Query.'],
  401: ['InvalidAuthenticationToken', 'Access token is empty or invalid.'],
  403: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  404: [
    'Request_ResourceNotFound',
    'Resource does not exist or one of its queried reference-property objects are not present.',
  ],
  429: ['TooManyRequests', 'Too Many Requests'],
  503: ['serviceNotAvailable', 'The service is temporarily unavailable.'],
};

/** https://learn.microsoft.com/graph/errors */
export function graphError(status: number, told?: { code: string; message: string }): Response {
  const [code, message] = CODES[status] ?? ['InternalServerError', 'An internal server error occurred.'];
  const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': crypto.randomUUID() };
  return Response.json({ error: { code, message, ...told, innerError } }, { status });
}
