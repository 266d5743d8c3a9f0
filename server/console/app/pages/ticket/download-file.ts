import { api } from "../../data/api.ts";
import { readRefusal } from "../../data/ask.ts";

const route = api.tickets[":id"].attachments[":attachmentId"];

/** Where a file is, for who opens its link by other means than a click. */
export function addressOf(ticketId: string, attachmentId: string): string {
  return route.$url({ param: { id: ticketId, attachmentId } }).pathname;
}

/**
 * Fetches a file and hands it to the browser to be saved. A link alone could not say for which tenant it asks, and would show
 * a refusal as a page of JSON.
 *
 * @throws Refusal
 */
export async function downloadFile(ticketId: string, attachmentId: string, fileName: string): Promise<void> {
  const answer: Response = await route.$get({ param: { id: ticketId, attachmentId } });
  if (!answer.ok) throw await readRefusal(answer);
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = nameIn(answer.headers.get("content-disposition")) ?? fileName;
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** As the hub has made it safe. */
function nameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? "")?.[1];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}
