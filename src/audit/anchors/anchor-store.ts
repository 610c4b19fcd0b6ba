/** Where anchors are kept: somewhere else than the chains, and where they cannot be changed. Nothing is ever removed. */
export interface AnchorStore {
  /** What stands under the name already stays. */
  write(name: string, text: string): Promise<'written' | 'exists'>;
  /** All names, in their order. */
  names(): Promise<string[]>;
  /** Throws when there is none of that name. */
  read(name: string): Promise<string>;
}
