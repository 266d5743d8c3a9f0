/**
 * An attribute out of a header. What is no printable ASCII is percent-encoded in UTF-8; the JavaScript SDK sends the UTF-8 bytes
 * as they are, which arrive as one character each.
 */
export function decodeHeader(value: string): string {
  return decodePercent(repairBytes(value));
}

function repairBytes(value: string): string {
  if (!/[\u0080-\u00ff]/.test(value) || /[^\0-\u00ff]/.test(value)) return value;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    return value;
  }
}

function decodePercent(value: string): string {
  return value.replaceAll(/(?:%[\dA-Fa-f]{2})+/g, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
