/** Words of the command line itself; all others are commands of Countersign. */
export const OWN_WORDS = {
  login: 'sign in: a code to enter in a browser (--url, --tenant, --client the first time)',
  logout: 'forget the sign-in',
  pending: 'what waits for approval on any platform, and what of it you may decide',
  approve: 'approve a request: countersign approve [id]',
  reject: 'reject a request: countersign reject [id] [reason]',
  confirm: 'confirm your own request where that is asked: countersign confirm [id] [what has to be typed]',
  watch: 'watch a request to its end: countersign watch <id>',
  completion: 'print the completion of a shell: countersign completion bash|zsh|fish',
} as const;

const FLAGS = {
  '--json': 'write one JSON document and nothing else',
  '--no-wait': 'do not wait for the end',
  '--channel': 'ask in another channel than the one whose requests are mirrored',
} as const;

export function usage(): string {
  const table = (rows: Record<string, string>) =>
    Object.entries(rows)
      .map(([word, summary]) => `  ${word.padEnd(12)} ${summary}`)
      .join('\n');
  return `usage: countersign [flags] <command> [arguments]

${table(OWN_WORDS)}
  …            every command of Countersign, as in chat: countersign deploy order-service v2.4.1 production
               countersign help lists them

flags
${table(FLAGS)}

exit codes: 0 success, 1 failed, 2 not understood, 3 rejected or denied, 4 expired or cancelled, 5 not signed in or not reached`;
}
