import { randomUUID } from "node:crypto";

/** Bytes of a file in JSON, as base64 behind `before`: they become text only in the body itself. */
export class Base64Text {
  readonly bytes: Uint8Array;
  readonly before: string;
  readonly #mark: string = randomUUID();

  constructor(bytes: Uint8Array, before = "") {
    this.bytes = bytes;
    this.before = before;
  }

  /** What stands for it until it is encoded, and wherever else it is told. */
  toJSON(): string {
    met.push({ mark: this.#mark, bytes: this.bytes });
    return `${this.before}${this.#mark}`;
  }
}

interface Met {
  mark: string;
  bytes: Uint8Array;
}

/** Met by the one `JSON.stringify` that runs: nothing else does before it ends. */
let met: Met[] = [];

/** A multiple of three, so that a piece ends without padding. */
const pieceBytes = 48 * 1_024;

/**
 * JSON as it goes out. Files in it are written piece by piece into a body of the right size: as text, which is copied by every
 * step, a file of 7 MB would be in memory five times over.
 */
export function encodeJson(value: unknown): Buffer {
  met = [];
  const text = JSON.stringify(value);
  const files = met;
  met = [];
  if (files.length === 0) return Buffer.from(text);
  const parts = splitAt(text, files);
  const size = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  const body = Buffer.allocUnsafe(size + files.reduce((sum, { bytes }) => sum + Math.ceil(bytes.length / 3) * 4, 0));
  let end = 0;
  for (const [index, part] of parts.entries()) {
    end += body.write(part, end);
    end += writeBase64(body, end, files[index]?.bytes);
  }
  return body;
}

/** What stands between the marks, which come in the order in which they were met. */
function splitAt(text: string, files: readonly Met[]): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { mark } of files) {
    const at = text.indexOf(mark, from);
    parts.push(text.slice(from, at));
    from = at + mark.length;
  }
  return [...parts, text.slice(from)];
}

function writeBase64(body: Buffer, start: number, bytes: Uint8Array = new Uint8Array()): number {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let written = 0;
  for (let at = 0; at < view.length; at += pieceBytes)
    written += body.write(
      view.toString("base64", at, Math.min(view.length, at + pieceBytes)),
      start + written,
      "latin1",
    );
  return written;
}
