/** Half a surrogate pair can be neither hashed nor stored nor sent: it becomes the replacement character. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
