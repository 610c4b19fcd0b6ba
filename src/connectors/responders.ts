/** People of a pager, and calling one of them to what is already paged. Errors: VendorError. */
export interface Responders {
  readonly name: string;
  /** Somebody by the vendor's ID; null when there is nobody of it. */
  user(id: string, signal?: AbortSignal): Promise<Responder | null>;
  /** Asks somebody to join in on a page, once: `since` is given when an earlier call may have done it. */
  call(call: Call, since?: string): Promise<void>;
}

export interface Responder {
  id: string;
  email?: string;
}

export interface Call {
  /** Of the page, as it was named when it was sent. */
  key: string;
  /** Who is called: by ID where that is known, else by address. */
  whom: { id?: string; email?: string };
  /** Who calls, by address: the vendor wants somebody of its own. */
  from: string;
  message: string;
}
