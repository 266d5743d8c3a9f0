import type { ConnectorInstance, Desk, InboundAdapter } from "../../connectors/contract.ts";
import { succeed } from "../../connectors/contract.ts";
import type { Json } from "../../schemas/json.ts";

type Sabotage = (
  parts: { desk: Desk; inbound: InboundAdapter },
  secrets: Readonly<Record<string, Json>>,
) => Partial<ConnectorInstance>;

/** Faults that connectors have had or nearly had, each with the case that must find it. */
export const sabotages: Readonly<Record<string, { foundBy: string; spoil: Sabotage }>> = {
  "a failed reading is told as nothing there": {
    foundBy: "404 with a web page, at read",
    spoil: ({ desk }) => ({
      desk: {
        ...desk,
        read: async (ids, lean) => {
          const read = await desk.read(ids, lean);
          return read.ok ? read : succeed(new Map());
        },
      },
    }),
  },
  "a creation without an answer is sent again": {
    foundBy: "that was answered by no answer is there once",
    spoil: ({ desk }) => ({
      desk: {
        ...desk,
        create: async (draft) => {
          const made = await desk.create(draft);
          return made.ok ? made : desk.create(draft);
        },
      },
    }),
  },
  "a write says all fields": {
    foundBy: "leaves a technician's edit of another field alone",
    spoil: ({ desk }) => {
      let known: Parameters<Desk["write"]>[0]["raw"] = {};
      return {
        desk: {
          ...desk,
          read: async (ids) => {
            const read = await desk.read(ids);
            if (read.ok) known = [...read.value.values()][0]?.raw ?? {};
            return read;
          },
          write: ({ externalId, raw }) => desk.write({ externalId, raw: { ...known, ...raw } }),
        },
      };
    },
  },
  "an internal comment is public": {
    foundBy: "of ours stay internal there",
    spoil: ({ desk }) => ({
      desk: { ...desk, addComment: (id, comment) => desk.addComment(id, { ...comment, visibility: "public" }) },
    }),
  },
  "one page of a listing is passed over": {
    foundBy: "lists every record over three pages",
    spoil: ({ desk }) => ({
      desk: {
        ...desk,
        listChanged: async (cursor, since) => {
          const page = await desk.listChanged(cursor, since);
          return page.ok && page.value.more ? desk.listChanged(page.value.cursor, since) : page;
        },
      },
    }),
  },
  "the wait that the vendor names is not told": {
    foundBy: "that asks to wait for three seconds",
    spoil: ({ desk }) => ({
      desk: {
        ...desk,
        create: async (draft) => {
          const made = await desk.create(draft);
          if (made.ok || made.error.kind !== "rateLimited") return made;
          return { ok: false, error: { ...made.error, retryAfterMs: 1_000 } };
        },
      },
    }),
  },
  "an error tells a secret, in base64": {
    foundBy: "that asks to wait without saying for how long",
    spoil: ({ desk }, { webhookSecret }) => ({
      desk: {
        ...desk,
        write: async (change) => {
          const written = await desk.write(change);
          if (written.ok) return written;
          const pair = Buffer.from(`user:${String(webhookSecret)}`).toString("base64");
          return { ok: false, error: { ...written.error, detail: `${written.error.detail} (${pair})` } };
        },
      },
    }),
  },
  "every signature is right": {
    foundBy: "are refused with one byte changed",
    spoil: ({ inbound }) => ({ inbound: { ...inbound, verify: () => ({ accepted: true }) } }),
  },
  "every delivery is another": {
    foundBy: "that come again have the same key",
    spoil: ({ inbound }) => ({
      inbound: {
        ...inbound,
        parse: (delivery) => {
          const parsed = inbound.parse(delivery);
          return parsed.ok ? succeed({ ...parsed.value, deliveryKey: crypto.randomUUID() }) : parsed;
        },
      },
    }),
  },
  "a body that is no JSON is thrown": {
    foundBy: "that hold a web page are told with their place",
    spoil: ({ inbound }) => ({
      inbound: {
        ...inbound,
        parse: (delivery) => {
          JSON.parse(Buffer.from(delivery.body).toString());
          return inbound.parse(delivery);
        },
      },
    }),
  },
  "a value that is not known is taken for another": {
    foundBy: "says in words what stands in no table",
    spoil: ({ desk }) => ({
      desk: {
        ...desk,
        openLens: async () => {
          const lens = await desk.openLens();
          if (!lens.ok) return lens;
          const { from } = lens.value;
          return succeed({
            ...lens.value,
            from: (field, raw) => {
              const reading = from(field, raw);
              return reading.kind === "unmapped" && field === "status" ? { kind: "value", value: "new" } : reading;
            },
          });
        },
      },
    }),
  },
  "a test that sees nothing": {
    foundBy: "notices each secret that is wrong",
    spoil: ({ desk }) => ({
      desk: {
        ...desk,
        async *test() {
          for await (const step of desk.test()) yield { ...step, ok: true };
        },
      },
    }),
  },
};
