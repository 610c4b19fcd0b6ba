/** What does not fit into a message, as a file. */
export interface Attachment {
  /** e.g. `order-service-production.log`. */
  name: string;
  title: string;
  content: string | Uint8Array;
  /** What it is, where the message points to it: `All of it`. */
  what: string;
  /** What a picture shows, for those who do not see it. */
  alternative?: string;
}

/** How much of a view's code a message shows at most, on any platform. Characters. */
export const CODE_SHOWN = 2_500;
