import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An ID as Slack's look: the prefix and upper-case letters and digits. */
export const newId = (prefix: string, length = 10) =>
  prefix + Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');

export const newHex = (bytes: number) => randomBytes(bytes).toString('hex');

const digits = (length: number) =>
  Array.from(randomBytes(length), (byte, index) => (index ? byte : byte || 1) % 10).join('');

/** e.g. `13345224609.738474920.8088930838d88f008e0a8088930838d8` */
export const newTriggerId = () => `${digits(11)}.${digits(9)}.${newHex(16)}`;
