/** Reads a body up to a limit, counting as it comes: what declares no length is stopped all the same. */
export async function readLimited(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array | "tooLarge" | "broken"> {
  if (!stream) return new Uint8Array();
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > limit) {
        await reader.cancel();
        return "tooLarge";
      }
      parts.push(value);
    }
  } catch {
    return "broken";
  }
  const [only] = parts;
  return parts.length === 1 && only ? only : Buffer.concat(parts, size);
}
