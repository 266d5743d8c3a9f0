const longest = 200;
/** Of no use in a name, and harmful there: controls, what turns the direction of writing, parts of a path, what systems forbid. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/\\:*?"<>|]/gu;

/**
 * The value of `Content-Disposition` by which a browser saves a file under its name, and shows it in no page.
 *
 * @param fileName as some vendor's user called it
 * @see RFC 6266, RFC 8187
 */
export function writeDisposition(fileName: string): string {
  const name = cut(fileName.replaceAll(unsafe, "_")).replace(/^[. ]+/, "") || "file";
  const plain = name.replaceAll(/[^\x20-\x7e]|[%;]/gu, "_");
  // What encodeURIComponent leaves, but the standard does not allow.
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** The end stays: it says what opens the file. */
function cut(name: string): string {
  const signs = [...name];
  if (signs.length <= longest) return name;
  const ending = /\.[^.]{1,20}$/u.exec(name)?.[0] ?? "";
  return `${signs.slice(0, longest - [...ending].length).join("")}${ending}`;
}
