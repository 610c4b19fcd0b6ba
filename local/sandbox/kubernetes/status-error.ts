/** An error as Kubernetes answers it: an object of kind Status (meta/v1). */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: { name?: string; group?: string; kind?: string },
  ) {
    super(message);
  }

  toResponse(): Response {
    const { code, reason, message, details } = this;
    const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, details, code };
    return Response.json(body, { status: code });
  }
}

export interface Resource {
  /** e.g. `deployments`. */
  kind: string;
  group: string;
}

export const notFound = ({ kind, group }: Resource, name: string) =>
  new StatusError(404, 'NotFound', `${kind}.${group} "${name}" not found`, { name, group, kind });

export const conflict = ({ kind, group }: Resource, name: string) =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${kind}.${group} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    { name, group, kind },
  );

export const invalid = (kind: string, group: string, name: string, problem: string) =>
  new StatusError(422, 'Invalid', `${kind}.${group} "${name}" is invalid: ${problem}`, { name, group, kind });

export const badRequest = (message: string) => new StatusError(400, 'BadRequest', message);
