/**
 * An address or path without slashes at its end. A loop, since `/\/+$/` tries every run of slashes within the text from each
 * of its places.
 */
export function trimSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === "/") end -= 1;
  return text.slice(0, end);
}
