export { fromHtml, toHtml } from "./rich-text/html.ts";
export { inlineScheme, takeInlineImages } from "./rich-text/images.ts";
export { toPlain } from "./rich-text/plain.ts";
