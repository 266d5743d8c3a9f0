import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Delivery } from "../../schemas/delivery.ts";
import type { InboundAdapter } from "../ports/inbound.ts";
import type { ConnectionLease } from "../ports/stores.ts";
import { testAt, uuid } from "../sync/test-ticket.ts";
import { sortDeliveries } from "./sort-deliveries.ts";

const lease = { tenantId: uuid(1), connectionId: uuid(2) } as unknown as ConnectionLease;
const delivery = (bytes: number) => ({
  delivery: Delivery.parse({
    id: uuid(3),
    connectionId: uuid(2),
    receivedAt: testAt,
    contentType: "application/json",
    headers: {},
    body: new Uint8Array(bytes),
    traceparent: null,
  }),
  attempts: 0,
  ordinals: null,
  opens: true,
});

/** @returns what happened in which order: how large a body was read, or a breath */
async function sort(sizes: readonly number[]): Promise<readonly (number | "breath")[]> {
  const story: (number | "breath")[] = [];
  const adapter = {
    parse: ({ body }) => {
      story.push(body.length);
      return { ok: true, value: { deliveryKey: null, items: [] } };
    },
  } as Pick<InboundAdapter, "parse"> as InboundAdapter;
  const breathe = async () => void story.push("breath");
  await sortDeliveries({ adapter, breathe }, lease, sizes.map(delivery));
  return story;
}

describe("deliveries that are read in a row", () => {
  it("let others have their turn before and after what is large", async () => {
    assert.deepEqual(await sort([500_000, 400_000]), ["breath", 500_000, "breath", 400_000, "breath"]);
  });
  it("are read together while they are small", async () => {
    assert.deepEqual(await sort([3_000, 3_000, 3_000]), [3_000, 3_000, 3_000]);
    assert.equal((await sort(Array(100).fill(6_000))).filter((one) => one === "breath").length, 9);
  });
});
