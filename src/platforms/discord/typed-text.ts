/**
 * Undoes what Discord does to typed text: `<:party:123>` → `:party:`, `</deploy:123>` → `/deploy`, `<t:1795514400:R>` → its time in UTC.
 * Mentions of people stay `<@123>`, those of roles and channels too: their names are not told with it.
 * https://docs.discord.com/developers/reference#message-formatting
 */
export function typedText(text: string): string {
  return text
    .replace(/<a?(:\w{1,32}:)\d{1,20}>/g, '$1')
    .replace(/<(\/[-\w ]{1,100}):\d{1,20}>/g, '$1')
    .replace(/<t:(\d{1,11})(?::[a-zA-Z])?>/g, (_, seconds: string) => timeOf(Number(seconds) * 1_000));
}

/** `2026-11-24 10:00 UTC` */
function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
