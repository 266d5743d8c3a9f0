/**
 * A JSON text with the values of these fields put out of sight, wherever they stand, and all else left byte for byte. It
 * reads no JSON, so a body that is broken is cleaned as well.
 *
 * @param names letters, digits and underscores
 */
export function redactFields(body: Uint8Array, names: readonly string[]): Uint8Array {
  // One character a byte, there and back.
  const text = Buffer.from(body).toString("latin1");
  const field = new RegExp(
    `("(?:${names.join("|")})"\\s{0,50}:\\s{0,50})(?:"(?:[^"\\\\]|\\\\[^])*"|[^\\s",:{}[\\]]+)`,
    "g",
  );
  const redacted = text.replaceAll(field, '$1"***"');
  return redacted === text ? body : Buffer.from(redacted, "latin1");
}
