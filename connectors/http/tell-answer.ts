/** A title stands near the beginning. */
const mostPage = 20_000;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };
const what = "a web page instead of an answer";

/**
 * The body of a vendor's answer as people are told of it. Of a web page, such as a gateway sends, that is its title and nothing of its
 * code; anything else stays as it is.
 */
export function tellAnswer(text: string): string {
  const start = text.slice(0, mostPage);
  if (!/^\s*(<\?xml[^<>]{0,200}>\s*)?(<!--[^>]{0,500}-->\s*)?<(!doctype\s+html|html|head|body)\b/i.test(start))
    return text;
  const title = /<(?:title|h1)\b[^<>]{0,500}>([^<>]{1,500})<\//i.exec(start)?.[1] ?? "";
  const words = title
    .replaceAll(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => entities[name] ?? whole)
    .replaceAll(/\s+/g, " ")
    .trim();
  return words === "" ? what : `${what}, “${words}”`;
}
