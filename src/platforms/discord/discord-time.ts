/** 1 January 2015, from which Discord's IDs count milliseconds. https://docs.discord.com/developers/reference#snowflakes */
const EPOCH = 1_420_070_400_000n;

const TIME_BITS = 22n;

/** When the thing with this ID came to be, ISO 8601; undefined for what is no ID. */
export function isoFromId(id: string | undefined): string | undefined {
  if (!isId(id)) return undefined;
  return new Date(Number((BigInt(id) >> TIME_BITS) + EPOCH)).toISOString();
}

/** The smallest ID that something made at this moment can have. */
export function idFrom(date: Date): string {
  return String((BigInt(date.getTime()) - EPOCH) << TIME_BITS);
}

export function isId(id: string | undefined): id is string {
  return id !== undefined && /^\d{15,20}$/.test(id);
}
