import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import type { DeskAttachment, DeskFile } from "../../../connectors/contract.ts";
import type { ExternalId } from "../../../schemas/ids.ts";
import { ambiguousAnswers, interfereOnce } from "../ambiguous.ts";
import { expectKind, must, only } from "../expect.ts";
import type { Suite } from "../suite.ts";
import type { ContractWorld } from "../world.ts";

const second = 1_000;
/** Every byte there is, and more than one TCP segment: what passes through text does not survive it. */
const bytes = Buffer.from(Array.from({ length: 256 * 64 }, (_, index) => (index * 31 + (index >> 8)) % 256));
const sha256 = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");
const names = ["log.txt", "Zählung 3 – «ü» 漢字.bin", "a b+c&d=e#f%20g;h.dat"];

export function describeAttachments(suite: Suite): void {
  describe("attachments", () => {
    it("of a record without any are an empty list, of each record that was asked for", async (context) => {
      const world = await suite.open(context);
      const [bare, full] = [await world.create(), await world.create()];
      await attach(world, full, "log.txt");
      const files = must((await world.desk.attachments?.([bare, full])) ?? assert.fail());
      assert.deepEqual([files.get(bare)?.length, files.get(full)?.length], [0, 1]);
    });

    for (const fileName of names) {
      it(`go there byte by byte: ${fileName}`, async (context) => {
        const world = await suite.open(context);
        const id = await world.create();
        const { externalId } = must((await world.desk.addAttachment?.(id, fileOf({ fileName }))) ?? assert.fail());
        const seen = only(world.ticket(id).attachments);
        assert.deepEqual(
          [seen.fileName, seen.sizeBytes, seen.sha256, seen.visibility, seen.byApi],
          [fileName, bytes.length, sha256(bytes), "public", true],
        );
        const listed = only(await filesOf(world, id));
        assert.deepEqual([listed.externalId, listed.byUs, listed.visibility], [externalId, true, "public"]);
      });

      it(`come from there byte by byte: ${fileName}`, async (context) => {
        const world = await suite.open(context);
        const id = await world.create();
        await attach(world, id, fileName);
        const listed = only(await filesOf(world, id));
        assert.deepEqual([listed.fileName, listed.sizeBytes, listed.byUs], [fileName, bytes.length, false]);
        const read = must((await world.desk.readAttachment?.(id, listed, bytes.length)) ?? assert.fail());
        assert.equal(sha256(read), sha256(bytes));
      });
    }

    it("that are internal are never shown to the client", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const added = await world.desk.addAttachment?.(id, fileOf({ visibility: "internal" }));
      if (added?.ok === false) expectKind(added, ["rejected"], "an internal file");
      const shown = world.ticket(id).attachments.filter(({ visibility }) => visibility === "public");
      assert.deepEqual(shown, []);
    });

    for (const visibility of ["public", "internal"] as const)
      it(`of technicians are as ${visibility} here as there`, async (context) => {
        const world = await suite.open(context);
        const id = await world.create();
        await attach(world, id, "log.txt", visibility);
        assert.equal(only(await filesOf(world, id)).visibility, only(world.ticket(id).attachments).visibility);
      });

    it("that are larger than asked for are not taken in", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      await attach(world, id, "log.txt");
      const listed = only(await filesOf(world, id));
      const read = await world.desk.readAttachment?.(id, listed, bytes.length - 1);
      expectKind(read ?? assert.fail(), ["unreadable"], "a large file");
    });

    it("that do not exist any more are told as such", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      await attach(world, id, "log.txt");
      const listed = only(await filesOf(world, id));
      const other = await world.create();
      const lost = { ...listed, externalId: `${listed.externalId}9` as DeskAttachment["externalId"] };
      expectKind((await world.desk.readAttachment?.(other, lost, 1e6)) ?? assert.fail(), ["gone"], "a file");
    });

    it("are told oldest first, and raise the version of their record", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const { version } = await world.read(id);
      world.clock.move(second);
      await attach(world, id, "first.txt");
      assert.ok((await world.read(id)).version > version, "a file is a change of its record");
      world.clock.move(second);
      must((await world.desk.addAttachment?.(id, fileOf({ fileName: "second.txt" }))) ?? assert.fail());
      assert.deepEqual(
        (await filesOf(world, id)).map(({ fileName }) => fileName),
        ["first.txt", "second.txt"],
      );
    });

    for (const [name, interference] of ambiguousAnswers)
      it(`that were answered by ${name} are there once`, async (context) => {
        const world = await suite.open(context, { gateway: true });
        const id = await world.create();
        await interfereOnce(world, interference);
        const first = await world.desk.addAttachment?.(id, fileOf());
        if (first?.ok === false) {
          expectKind(first, ["unknownOutcome", "unavailable"], "a file without an answer");
          if (first.error.kind === "unavailable")
            must((await world.desk.addAttachment?.(id, fileOf())) ?? assert.fail());
        }
        assert.equal(only(world.ticket(id).attachments).sha256, sha256(bytes));
        assert.equal(only(await filesOf(world, id)).byUs, true);
      });
  });
}

function fileOf(changes: Partial<DeskFile> = {}): DeskFile {
  const key = "5f0c1f0e-2222-5222-8222-00000000c0de";
  return { key, fileName: "log.txt", contentType: "text/plain", bytes, visibility: "public", ...changes };
}

async function attach(
  world: ContractWorld,
  id: string,
  fileName: string,
  visibility: DeskFile["visibility"] = "public",
): Promise<void> {
  await world.simulator.technician.addAttachment(id, { fileName, contentType: "text/plain", bytes, visibility });
}

async function filesOf(world: ContractWorld, id: ExternalId): Promise<readonly DeskAttachment[]> {
  await world.simulator.settled();
  return must((await world.desk.attachments?.([id])) ?? assert.fail()).get(id) ?? assert.fail(`no files of ${id}`);
}
