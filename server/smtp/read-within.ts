import type { SMTPServerDataStream } from "smtp-server";

/** The whole mail; undefined where it is too large: the rest is read and dropped, since the sender hears nothing before its end. */
export async function readWithin(stream: SMTPServerDataStream, limitBytes: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size <= limitBytes) parts.push(part);
    else parts.length = 0;
  }
  return stream.sizeExceeded || size > limitBytes ? undefined : Buffer.concat(parts);
}
