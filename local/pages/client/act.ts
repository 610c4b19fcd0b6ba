/** Asks the server to do something. @throws Error with the server's own words when it refuses */
export async function act(path: string, body: unknown): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch (cause) {
    throw new Error('The server did not answer. Is it still running?', { cause });
  }
  const answer = (await response.json().catch(() => undefined)) as { error?: string } | undefined;
  if (!response.ok) throw new Error(answer?.error ?? `The server answered ${response.status}.`);
  return answer;
}
