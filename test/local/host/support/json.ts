/** Parsed JSON whose shape the assertions check. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- assertions read into it freely
export type Json = any;
