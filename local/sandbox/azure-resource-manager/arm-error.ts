/** An error as Resource Manager answers it. */
export class ArmError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  toResponse(): Response {
    const challenge = 'Bearer authorization_uri="https://login.windows.net/", error="invalid_token"';
    const headers: Record<string, string> = this.status === 401 ? { 'www-authenticate': challenge } : {};
    return Response.json({ error: { code: this.code, message: this.message } }, { status: this.status, headers });
  }
}
