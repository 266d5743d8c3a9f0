import { api } from "../../data/api.ts";
import { askFile } from "../../data/ask.ts";
import { saveFile } from "../../parts/save-file.ts";

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
  const answer = await askFile(route.$get({ param: { id: ticketId, attachmentId } }));
  saveFile(await answer.blob(), nameIn(answer.headers.get("content-disposition")) ?? fileName);
}

/** As the hub has made it safe. */
function nameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? "")?.[1];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}
