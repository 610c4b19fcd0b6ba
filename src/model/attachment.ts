/** What is too long for a message, or is none, as a file. */
export interface Attachment {
  /** e.g. `order-service-production.log`. */
  name: string;
  title: string;
  /** MIME, e.g. `text/plain`. */
  type: string;
  content: string | Uint8Array;
  /** What a picture shows, for those who do not see it. */
  alternative?: string;
  /** What asks for it again, where a platform offers a file first (Teams). */
  line?: string;
}

/** How much of a view's code a message shows at most, on any platform. Characters. */
export const CODE_SHOWN = 2_500;
