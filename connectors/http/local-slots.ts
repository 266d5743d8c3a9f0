import type { SlotPort } from "../../core/ports/slots.ts";

interface Gate {
  taken: number;
  waiting: { urgent: boolean; come: () => void }[];
}

/**
 * Slots of one process, first come first served, the urgent before the others; beside other processes, the gate in front of
 * the slots that all nodes share.
 *
 * @param isUrgent of the call that is being made
 */
export function createLocalSlots(isUrgent: () => boolean = () => false): SlotPort {
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
    await new Promise<void>((come) => {
      const urgent = isUrgent();
      const place = urgent ? gate.waiting.findIndex((other) => !other.urgent) : -1;
      gate.waiting.splice(place < 0 ? gate.waiting.length : place, 0, { urgent, come });
    });
  };
  const leave = (gate: Gate): void => {
    const next = gate.waiting.shift();
    if (next) next.come();
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
