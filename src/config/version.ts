declare const COUNTERSIGN_VERSION: string | undefined;

/** The product's version; the build puts it in. */
export const version = typeof COUNTERSIGN_VERSION === 'string' ? COUNTERSIGN_VERSION : 'source';
