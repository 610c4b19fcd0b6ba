/** Bundled as bytes, so that the packaged app reads no files beside it. */
declare module '*.ttf' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}
