/** Text as the vendor makes it of HTML. */
export function toText(html: string): string {
  return html
    .replaceAll(/<(script|style)[^>]*>.*?<\/\1>/gis, "")
    .replaceAll(/<br\s*\/?>\s*/gi, "\n")
    .replaceAll(/<\/(?:p|div|h\d|ul|ol|table|pre)>\s*/gi, "\n\n")
    .replaceAll(/<\/(?:li|tr)>\s*/gi, "\n")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll(/&#(?:39|x27);/gi, "'")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&amp;", "&")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

/** HTML as the vendor makes it of text. */
export function fromText(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<p>${escaped.replaceAll("\n", "<br>")}</p>`;
}
