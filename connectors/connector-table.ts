import { format, resolveConfig } from "prettier";
import type { RegisteredConnector } from "./contract.ts";

type Manifest = RegisteredConnector["manifest"];

const [begin, end] = ["<!-- connectors: made by npm run connectors:table -->", "<!-- end of connectors -->"];

/**
 * The README with the list of these connectors between its two marks, as Prettier leaves it.
 *
 * @param file where the README stands, for Prettier's settings
 * @throws Error where a mark is missing
 */
export async function fillTable(
  readme: string,
  connectors: readonly Pick<RegisteredConnector, "manifest">[],
  file: string,
): Promise<string> {
  const [before, rest] = splitOnce(readme, begin);
  const [, after] = splitOnce(rest, end);
  const table = buildTable(connectors.map(({ manifest }) => manifest));
  const text = `${before}${begin}\n\n${table}\n\n${end}${after}`;
  return format(text, { ...(await resolveConfig(file)), parser: "markdown" });
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The README of the connectors has no line "${mark}".`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

function buildTable(manifests: readonly Manifest[]): string {
  const rows = manifests.map((manifest) => [
    `[\`${manifest.name}\`](${manifest.name}/README.md)`,
    manifest.title,
    manifest.kind,
    [...(manifest.channels ?? []).map(({ name }) => name), ...manifest.capabilities].join(", "),
    describeClears(manifest),
    describeSenders(manifest),
  ]);
  const head = ["connector", "product", "kind", "can", "tells of ends", "senders are known by"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(escapeCell).join(" | ")} |`).join("\n");
}

/** Nothing where nobody delivers. */
function describeSenders({ signsBy, secrets }: Manifest): string {
  if (signsBy === undefined) return "";
  return secrets.safeParse({}).success ? signsBy : `${signsBy} (required)`;
}

function describeClears({ monitor }: Manifest): string {
  if (!monitor) return "";
  return monitor.maxAgeHours === null
    ? monitor.resolves
    : `${monitor.resolves}; unknown after ${monitor.maxAgeHours} h`;
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
