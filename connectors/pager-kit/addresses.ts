/** @see ITU-T E.164: at most 15 digits, the country's first */
const phone = /^\+[1-9]\d{6,14}$/;
/** One address, without a name beside it; what has a blank, comma or bracket could be two. @see RFC 5321 §4.5.3.1 */
const email = /^[^\s@<>()[\],;:\\"]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,252}[\p{L}\p{N}])?\.[\p{L}\p{N}-]{2,63}$/u;
/** As long as names of targets may be. */
const longestName = 100;

/** What is wrong with a phone number, for people; undefined = nothing. */
export function checkPhone(address: string): string | undefined {
  if (phone.test(address)) return undefined;
  return "Expected + with country code and number, digits only, such as +4930123456.";
}

export function checkEmail(address: string): string | undefined {
  if (email.test(address) && !address.includes("..")) return undefined;
  return "Expected one e-mail address, such as night@example.com.";
}

/** A name that means something to people only, where the connection itself says where a page goes. */
export function checkName(address: string): string | undefined {
  if (/https?:\/\//i.test(address))
    return "Expected a name, such as Night shift. A web address is a secret of the connection and is entered there.";
  if (address.trim() === "" || address.length > longestName || /\p{Cc}/u.test(address))
    return `Expected a name of 1 to ${longestName} characters in one line, such as Night shift.`;
  return undefined;
}
