const ERRORS: Record<number, [code: number, message: string]> = {
  400: [2001, 'Invalid Input Provided'],
  401: [2006, 'You are not authorized to perform this action'],
  403: [2010, 'Access Denied'],
  404: [2100, 'Not Found'],
  429: [2020, 'Rate Limit Exceeded'],
};

/** An error of the REST API. https://developer.pagerduty.com/docs/errors */
export function restError(status: number): Response {
  const [code, message] = ERRORS[status] ?? [2000, 'Internal Server Error'];
  return Response.json({ error: { message, code } }, { status });
}
