import type { CannedAnswer, Interference } from "./gateway.ts";
import type { ContractWorld } from "./world.ts";

const page = "<!DOCTYPE html><html><body><h1>Gateway</h1></body></html>";
const answers: Readonly<Record<string, CannedAnswer | "drop">> = {
  "no answer": "drop",
  "500 without a word": { status: 500, body: "" },
  "502 of a proxy": { status: 502, headers: { "content-type": "text/html" }, body: page },
  "504 of a proxy": { status: 504, headers: { "content-type": "text/html" }, body: page },
  "a web page with 200": { status: 200, headers: { "content-type": "text/html" }, body: page },
  "JSON that is cut": { status: 200, body: '{"item' },
  "an empty 200": { status: 200, body: "" },
};

/** Ways in which the vendor did what it was asked, and we were not told. */
export const ambiguousAnswers: readonly (readonly [name: string, interference: Interference])[] = Object.entries(
  answers,
).map(([name, answer]) => [name, { kind: "afterwards", answer }]);

/** The next request is done there and answered like this; sign-in and lists are loaded before. */
export async function interfereOnce(world: ContractWorld, interference: Interference): Promise<void> {
  await world.lens();
  world.gateway?.interfere(interference, 1);
}
