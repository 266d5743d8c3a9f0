/** The text cut to so many bytes of UTF-8, whole characters only; the last one an ellipsis where something was cut. */
export function cutBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const room = most - Buffer.byteLength("…");
  let end = room;
  const bytes = Buffer.from(text);
  // Back to where a character begins. @see RFC 3629 §3
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return `${bytes.subarray(0, end).toString()}…`;
}
