import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeCustom } from "./custom-maps.ts";

const known = { rack: { field: "Rack", kind: "text" as const } };

describe("custom fields on the command line", () => {
  for (const [sentence, change, expected] of [
    ["text unless a kind is named", "seats=u_seats", { ...known, seats: { field: "u_seats", kind: "text" } }],
    ["a kind after the last colon", "seats=u_seats:number", { ...known, seats: { field: "u_seats", kind: "number" } }],
    ["a colon before no kind is the name's", "a=Site: room", { ...known, a: { field: "Site: room", kind: "text" } }],
    ["a name with a colon and a kind", "a=On: since:date", { ...known, a: { field: "On: since", kind: "date" } }],
    ["one that exists is replaced", "rack=u_rack", { rack: { field: "u_rack", kind: "text" } }],
    ["the key may be written as tickets show it", "custom.rack=u_rack", { rack: { field: "u_rack", kind: "text" } }],
    ["nothing after the sign takes it out", "rack=", {}],
  ] as const)
    it(sentence, () => assert.deepEqual(changeCustom(known, [change]), expected));

  for (const change of ["rack", "=Rack"])
    it(`"${change}" is refused in words`, () => assert.throws(() => changeCustom(known, [change]), /say key=FIELD/));
});
