import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { languages, type Text } from "../../connectors/contract.ts";

/** What the document says of routes that answer so. */
export const inTheirLanguage =
  "Words of the connector are in the language that `Accept-Language` asks for, `en` or `de`, else in English; `Content-Language` says which.";

/**
 * Says texts in the language that whoever asks likes best, English where it is none of ours. The answer names the language, and
 * that it depends on the request.
 *
 * @see RFC 9110, 12.5.4
 */
export function speakTo(context: Context): (text: Text) => string {
  const best = accepts(context, {
    header: "Accept-Language",
    supports: [...languages],
    default: "en",
    match(ranges, { supports, default: usual }) {
      const liked = ranges.filter(({ q }) => q > 0).toSorted((one, other) => other.q - one.q);
      // Austria's German is German.
      return (
        liked.map(({ type }) => type.toLowerCase().replace(/-.*/, "")).find((one) => supports.includes(one)) ?? usual
      );
    },
  });
  const language = languages.find((one) => one === best) ?? "en";
  context.header("content-language", language);
  context.header("vary", "accept-language", { append: true });
  return (text) => text[language];
}
