/** The bytes ended before what was asked for. */
export class UnexpectedEnd extends Error {
  constructor() {
    super("it ends too early");
  }
}

/** Reads lines and counted bytes from a stream, in turn. */
export interface ByteReader {
  /** Without its line feed. */
  line(most: number): Promise<string>;
  /** So many, as they come. */
  bytes(count: number): AsyncGenerator<Buffer>;
  /** Whether nothing follows. */
  ended(): Promise<boolean>;
}

const lineFeed = 0x0a;

/** @param note is given every byte that was taken, in order */
export function createByteReader(stream: AsyncIterable<Buffer>, note: (bytes: Buffer) => void): ByteReader {
  const source = stream[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  const fill = async (): Promise<boolean> => {
    while (held.length === 0) {
      const { done, value } = await source.next();
      if (done === true) return false;
      held = value;
    }
    return true;
  };
  const take = (count: number): Buffer => {
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    note(taken);
    return taken;
  };
  return {
    async line(most) {
      const parts: Buffer[] = [];
      for (let length = 0; length <= most;) {
        if (!(await fill())) throw new UnexpectedEnd();
        const end = held.indexOf(lineFeed);
        const part = take(end < 0 ? held.length : end + 1);
        parts.push(part);
        length += part.length;
        if (end >= 0) return Buffer.concat(parts).toString("utf8", 0, length - 1);
      }
      throw new Error("it has a line that is too long");
    },
    async *bytes(count) {
      for (let left = count; left > 0;) {
        if (!(await fill())) throw new UnexpectedEnd();
        const part = take(Math.min(left, held.length));
        left -= part.length;
        yield part;
      }
    },
    ended: async () => !(await fill()),
  };
}
