/** Reads a body up to a limit: not at all where it declares more, and counting as it comes where it declares nothing. */
export async function readLimited(request: Request, limit: number): Promise<Uint8Array | "tooLarge" | "broken"> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) return "tooLarge";
  // Not looked at before: a body that is opened and not read is never read to its end, and the connection's next request
  // waits behind it until both are cut off.
  const { body } = request;
  if (!body) return new Uint8Array();
  const reader = body.getReader();
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
