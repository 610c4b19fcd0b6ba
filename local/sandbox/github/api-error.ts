/** An answer other than success, in GitHub's form: `{message, errors?, documentation_url, status}`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** What follows `https://docs.github.com/` */
    readonly documentation = 'rest',
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  toResponse(): Response {
    const body = {
      message: this.message,
      documentation_url: `https://docs.github.com/${this.documentation}`,
      status: String(this.status),
    };
    return Response.json(body, {
      status: this.status,
      headers: { 'content-type': 'application/json; charset=utf-8', ...this.headers },
    });
  }
}

export const notFound = (documentation?: string) => new ApiError(404, 'Not Found', documentation);
