import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { serveSockets } from "../../test/support/loopback.ts";
import { createDial } from "./dial.ts";

describe("a plain connection", () => {
  it("is made to a host and port that the operator allowed", async (context) => {
    const server = await serveSockets((socket) => void socket.end("220 ready\r\n"));
    context.after(() => server.close());
    const opened = await createDial([server.address])("127.0.0.1", portOf(server.address));
    assert.ok(opened.ok);
    const [first] = await opened.value.take(1).toArray();
    assert.equal(String(first), "220 ready\r\n");
    opened.value.destroy();
  });

  for (const host of ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "::1"])
    it(`is refused to ${host}, before anything is sent`, async (context) => {
      const server = await serveSockets(() => assert.fail("it was called"));
      context.after(() => server.close());
      const opened = await createDial(["192.0.2.1:25"])(host, portOf(server.address));
      assert.equal(opened.ok, false);
      assert.equal(!opened.ok && opened.error.kind, "blocked");
      assert.equal(server.connections(), 0);
    });

  it("that does not come about is `unavailable`, in words", async () => {
    const server = await serveSockets(() => {});
    server.close();
    const opened = await createDial([server.address])("127.0.0.1", portOf(server.address));
    assert.ok(!opened.ok && opened.error.kind === "unavailable");
    assert.match(opened.error.detail, /could not be reached/);
  });
});

function portOf(address: string): number {
  return Number(address.split(":")[1]);
}
