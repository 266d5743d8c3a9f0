import type { SlotPort } from "../../core/ports/slots.ts";

interface Gate {
  taken: number;
  waiting: (() => void)[];
}

/** Slots of one process, first come first served; beside others, the gate in front of the slots that all nodes share. */
export function createLocalSlots(): SlotPort {
  const gates = new Map<string, Gate>();
  const gateOf = (key: string): Gate => {
    const gate = gates.get(key) ?? { taken: 0, waiting: [] };
    gates.set(key, gate);
    return gate;
  };
  const enter = async (gate: Gate, slots: number): Promise<void> => {
    if (gate.taken < slots) {
      gate.taken += 1;
      return;
    }
    // The slot is handed over by whoever leaves; it never becomes free in between.
    await new Promise<void>((resolve) => gate.waiting.push(resolve));
  };
  const leave = (gate: Gate): void => {
    const next = gate.waiting.shift();
    if (next) next();
    else gate.taken -= 1;
  };
  return {
    async withSlots(account, buckets, run) {
      const held: Gate[] = [];
      try {
        for (const bucket of [...buckets].toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
          const gate = gateOf(`${account}\n${bucket.name}`);
          await enter(gate, bucket.slots);
          held.push(gate);
        }
        return await run();
      } finally {
        for (const gate of held) leave(gate);
      }
    },
  };
}
