import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { ExternalId } from "../schemas/ids.ts";
import { listBroken, parseRows, requireRows, tellBroken } from "./parse-rows.ts";

const Row = z.object({ id: z.number(), title: z.string() });
const good = { id: 1, title: "a" };
const broken = (id: number) => ({ id, title: null });
const name = ({ id }: Readonly<Record<string, unknown>>) =>
  typeof id === "number" ? ExternalId.parse(String(id)) : undefined;
const read = (list: readonly unknown[]) => parseRows(Row, list, "rows");

describe("rows of which some cannot be read", () => {
  it("are told with their place and their names, and the others are taken", () => {
    const parsed = read([good, broken(2)]);
    assert.deepEqual(parsed.rows, [good]);
    const told = listBroken(parsed, name);
    assert.ok(told.ok);
    assert.deepEqual(
      told.value.map(({ externalId, path }) => [externalId, path]),
      [["2", "rows.1.title"]],
    );
  });
  it("name nobody when one does not say which it is", () => {
    const told = listBroken(read([good, { title: "b" }]), name);
    assert.ok(!told.ok);
    assert.equal(told.error.records, undefined);
    assert.equal(listBroken(read([good, "no row"]), name).ok, false);
  });
  it("are the answer's fault from five on, if none can be read", () => {
    const many = [2, 3, 4, 5, 6].map(broken);
    assert.equal(listBroken(read(many), name).ok, false);
    assert.equal(listBroken(read(many.slice(1)), name).ok, true);
    assert.equal(listBroken(read([good, ...many]), name).ok, true);
  });
  it("fail a list of which every row is needed, by name", () => {
    const needed = requireRows(read([good, broken(2)]), name);
    assert.ok(!needed.ok && needed.error.kind === "unreadable");
    assert.equal(needed.error.records?.[0]?.externalId, "2");
    assert.deepEqual(requireRows(read([good]), name), { ok: true, value: [good] });
    assert.equal(tellBroken(read([broken(2)]).broken).records, undefined, "without a name for each, none");
  });
});
