import assert from "node:assert/strict";
import { it } from "node:test";
import { createAttachmentVolume } from "./attachment-volume.ts";

const minute = 60_000;

it("files go at once as long as the vendor takes more, and then as soon as it does again", () => {
  let now = 0;
  const volume = createAttachmentVolume({ now: () => new Date(now) });
  assert.equal(volume.take(4_000_000), 0);
  now = minute;
  assert.equal(volume.take(6_000_000), 0);
  assert.equal(volume.take(1), 4 * minute, "until the first is five minutes old");
  assert.equal(volume.take(4_000_001), 5 * minute, "until the second is");
  now = 5 * minute - 1;
  assert.equal(volume.take(4_000_000), 1);
  now = 5 * minute;
  assert.equal(volume.take(4_000_000), 0);
  assert.equal(volume.take(1), minute);
});
