import { createHash } from "node:crypto";

/** A picture that stands in the HTML itself. */
interface InlineImage {
  /** The same for the same bytes, wherever they stand. */
  name: string;
  contentType: string;
  base64: string;
}

/** What an address of a picture becomes that is carried as a file of this name. */
export const inlineScheme = "inline:";
const dataUrl = /(\bsrc\s{0,5}=\s{0,5}["'])data:(image\/[\w.+-]{1,50});base64,([A-Za-z0-9+/=\s]*)/gi;
const endings: Readonly<Partial<Record<string, string>>> = { jpeg: "jpg", "svg+xml": "svg", "x-icon": "ico" };
const mostName = 100;

/** Takes pictures out of HTML, where they may be megabytes of an attribute; their names stay in their places. */
export function takeInlineImages(html: string): { html: string; images: readonly InlineImage[] } {
  const images = new Map<string, InlineImage>();
  const short = html.replaceAll(dataUrl, (_all, head: string, type: string, data: string) => {
    const base64 = data.replaceAll(/\s/g, "");
    const kind = type.toLowerCase().slice("image/".length);
    const hash = createHash("sha256").update(base64).digest("hex").slice(0, 12);
    const name = `image-${hash}.${endings[kind] ?? (kind.replaceAll(/[^a-z0-9]/g, "").slice(0, 20) || "img")}`;
    images.set(name, { name, contentType: type.toLowerCase(), base64 });
    return `${head}${inlineScheme}${name}`;
  });
  return { html: short, images: [...images.values()] };
}

/** As much of a page's tree as is needed here. */
interface HtmlNode {
  type: string;
  tagName?: string;
  properties?: Readonly<Record<string, unknown>>;
  children?: HtmlNode[];
  value?: string;
}

/** Puts `[image: name]` in the place of pictures, which few desks could show; one of another site is linked, never fetched. */
export function markImages() {
  return (tree: HtmlNode): void => markWithin(tree, false);
}

function markWithin(node: HtmlNode, inLink: boolean): void {
  const { children } = node;
  if (!children) return;
  for (const [index, child] of children.entries()) {
    if (child.tagName === "img") children[index] = toMark(child, inLink);
    else markWithin(child, inLink || child.tagName === "a");
  }
}

function toMark({ properties }: HtmlNode, inLink: boolean): HtmlNode {
  const src = String(properties?.["src"] ?? "").trim();
  const text = { type: "text", value: `[image: ${nameOf(src, String(properties?.["alt"] ?? ""))}]` };
  if (inLink || !/^https?:\/\//i.test(src)) return text;
  return { type: "element", tagName: "a", properties: { href: src }, children: [text] };
}

/** A file's own name, what stands in its place there, the end of its address; else it is just a picture. */
function nameOf(src: string, alt: string): string {
  if (src.startsWith(inlineScheme)) return clean(src.slice(inlineScheme.length)) || "image";
  const last = /^[^?#]*\/([^/?#]{1,200}\.(?!do\b)\w{2,5})(?:[?#]|$)/.exec(src)?.[1] ?? "";
  return clean(alt) || clean(last) || "image";
}

/** A bracket within would end the mark. */
function clean(name: string): string {
  return name
    .replaceAll(/[[\]\s]+/g, " ")
    .trim()
    .slice(0, mostName)
    .toWellFormed();
}
