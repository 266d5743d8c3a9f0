/** Whether a vendor's text may become a link: anything else than the web, such as `javascript:`, stays no link at all. */
export function isWebAddress(text: string | null | undefined): text is string {
  return typeof text === "string" && /^https?:\/\//i.test(text);
}
