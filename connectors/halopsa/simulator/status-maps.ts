import type { ValueMaps } from "../../../schemas/value-map.ts";

/** What an administrator says of this Halo's statuses: it has some beside the customary ones, which are not matched by name. */
export const statusMaps: ValueMaps = {
  status: {
    in: {
      "1": "new",
      "2": "inProgress",
      "3": "inProgress",
      "4": "pending",
      "5": "held",
      "8": "cancelled",
      "9": "closed",
      "10": "resolved",
      "23": "held",
    },
    out: {
      new: "1",
      acknowledged: "2",
      inProgress: "2",
      pending: "4",
      held: "5",
      resolved: "10",
      closed: "9",
      cancelled: "8",
    },
  },
};
