/** Slack says these instead of the name of a private channel or a direct message. */
const NOT_NAMES = new Set(['privategroup', 'directmessage']);

export function channelName(told: string | undefined): string | undefined {
  return told !== undefined && NOT_NAMES.has(told) ? undefined : told;
}
