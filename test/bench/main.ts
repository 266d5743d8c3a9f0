import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { printTable } from "../../server/cli/print.ts";
import { benchDecide } from "./decide.ts";
import { benchEndToEnd } from "./end-to-end.ts";
import { benchIngest } from "./ingest.ts";
import { benchLists } from "./lists.ts";
import { benchRehearse } from "./rehearse.ts";
import { benchStorm } from "./storm.ts";
import { benchSla } from "./sla.ts";
import { benchPoll, benchPush } from "./sync.ts";

/** One figure; `baseline` was measured in the same run, `ratio` is value to baseline. */
export interface Figure {
  bench: string;
  metric: string;
  value: number;
  unit: string;
  baseline: number | null;
  ratio: number | null;
}

const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  ingest: benchIngest,
  endToEnd: benchEndToEnd,
  push: benchPush,
  poll: benchPoll,
  storm: benchStorm,
  decide: benchDecide,
  sla: benchSla,
  lists: benchLists,
  rehearse: benchRehearse,
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "string" } } });
const wanted = positionals.length > 0 ? positionals : Object.keys(benches);
const figures: Figure[] = [];
for (const name of wanted) {
  const bench = benches[name];
  if (!bench) throw new Error(`there is no benchmark "${name}"; there are ${Object.keys(benches).join(", ")}`);
  figures.push(...(await bench()));
}
const rows = figures.map((figure) => ({
  ...figure,
  value: round(figure.value),
  baseline: figure.baseline === null ? null : round(figure.baseline),
  ratio: figure.ratio === null ? null : round(figure.ratio),
}));
printTable(rows, ["bench", "metric", "value", "unit", "baseline", "ratio"], "no figures");
if (values.json) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`);
process.exit(0);

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
