/** What is written: keys and properties. Null and undefined are not stored. */
export interface NewRow {
  partitionKey: string;
  rowKey: string;
  [column: string]: unknown;
}

/** What is read. */
export interface Row extends NewRow {
  etag: string;
}

/** Adds a row, changes one that must not have changed since it was read, writes or removes one whatever stood there; all or none. */
export type Change = ['insert', NewRow] | ['merge', NewRow, string] | ['put', NewRow] | ['remove', NewRow];
