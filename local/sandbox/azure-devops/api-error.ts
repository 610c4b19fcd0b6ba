/** An answer other than success, in Azure DevOps' form. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** e.g. `GitRepositoryNotFoundException` */
    readonly typeKey: string,
  ) {
    super(message);
  }

  toResponse(): Response {
    const body = {
      $id: '1',
      innerException: null,
      message: this.message,
      typeName: `Microsoft.TeamFoundation.${this.typeKey}, Microsoft.TeamFoundation`,
      typeKey: this.typeKey,
      errorCode: 0,
      eventId: 3000,
    };
    return Response.json(body, {
      status: this.status,
      headers: { 'content-type': 'application/json; charset=utf-8; api-version=7.1' },
    });
  }
}
