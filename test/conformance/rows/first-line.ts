/** Of a failure's message; what follows is .NET's serialised exception, stack trace and all. */
export function firstLine(message: unknown): string {
  return String(message).split('\n')[0]!;
}
