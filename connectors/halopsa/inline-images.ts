import { createHash } from "node:crypto";
import { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, type DeskAttachment, fail, type Result, succeed } from "../contract.ts";
import { inlineScheme, takeInlineImages } from "../rich-text.ts";
import type { ActionRow } from "./api-types.ts";

/** Keys of pictures within texts, beside the numbers of files: by the bytes, or by the vendor's own key. */
const dataKey = /^inline:(image-[0-9a-f]{12}\.\w{1,20})$/;
const hostedKey = /^image:([0-9a-f-]{36})$/;
/** Where the vendor keeps what people paste; it asks for a sign-in. @see sheet §4.6 */
const hosted = /(\bsrc\s{0,5}=\s{0,5}["'])([^"'\s]{0,300})\/api\/attachment\/image\/([0-9a-f-]{36})[^"'\s]{0,2000}/gi;

interface TextImages {
  /** The text with names in the places of its pictures. */
  html: string;
  images: readonly {
    key: string;
    name: string;
    contentType: string | null;
    sizeBytes: number;
    base64: string | null;
  }[];
}

/** @param site root of the instance; addresses of other servers are theirs, and are not asked */
export function takeImages(text: string, site: string): TextImages {
  const { html, images } = takeInlineImages(text);
  const guids = new Set<string>();
  const named = html.replaceAll(hosted, (all, head: string, root: string, guid: string) => {
    if (root !== "" && root.toLowerCase() !== site.toLowerCase()) return all;
    guids.add(guid.toLowerCase());
    return `${head}${inlineScheme}${nameOfHosted(guid)}`;
  });
  return {
    html: named,
    images: [
      ...images.map(({ name, contentType, base64 }) => ({
        key: `inline:${name}`,
        name,
        contentType,
        sizeBytes: Buffer.byteLength(base64, "base64"),
        base64,
      })),
      // How large it is, nobody tells before it is read.
      ...[...guids].map((guid) => ({
        key: `image:${guid}`,
        name: nameOfHosted(guid),
        contentType: null,
        sizeBytes: 0,
        base64: null,
      })),
    ],
  };
}

function nameOfHosted(guid: string): string {
  return `image-${createHash("sha256").update(guid.toLowerCase()).digest("hex").slice(0, 12)}`;
}

/** The pictures of one ticket's texts as files, each once and as visible as the text that had it first. */
export function listImages(rows: readonly ActionRow[], site: string): readonly DeskAttachment[] {
  const files = new Map<string, DeskAttachment>();
  for (const row of rows.toSorted((a, b) => a.id - b.id)) {
    for (const { key, name, contentType, sizeBytes } of takeImages(row.note_html ?? "", site).images) {
      if (files.has(key)) continue;
      files.set(key, {
        externalId: ExternalId.parse(key),
        fileName: name,
        contentType,
        sizeBytes,
        visibility: row.hiddenfromuser === false ? "public" : "internal",
        // We write no pictures into texts.
        byUs: false,
        createdAt: row.actiondatecreated ?? row.datetime ?? new Date(0),
      });
    }
  }
  return [...files.values()];
}

export function isInline(id: ExternalId): boolean {
  return dataKey.test(id);
}

/** Path of a picture that the vendor keeps beside its files; undefined = it is none. */
export function pathOfHosted(id: ExternalId): string | undefined {
  const guid = hostedKey.exec(id)?.[1];
  return guid === undefined ? undefined : `Attachment/image/${guid}`;
}

export function readInline(
  rows: readonly ActionRow[],
  { externalId }: DeskAttachment,
  site: string,
): Result<Uint8Array, ConnectorError> {
  for (const row of rows) {
    const found = takeImages(row.note_html ?? "", site).images.find(({ key }) => key === externalId);
    if (found?.base64) return succeed(Buffer.from(found.base64, "base64"));
  }
  return fail({ kind: "gone", detail: "The text that held this picture is gone, or was changed." });
}
