import { api } from "./figures/api.ts";
import { audit } from "./figures/audit.ts";
import { backups } from "./figures/backups.ts";
import { conflicts } from "./figures/conflicts.ts";
import { effectsOnce } from "./figures/effects-once.ts";
import { expressions } from "./figures/expressions.ts";
import { forgery } from "./figures/forgery.ts";
import { hostileText } from "./figures/hostile-text.ts";
import { hugeRequests } from "./figures/huge-requests.ts";
import { loops } from "./figures/loops.ts";
import { order } from "./figures/order.ts";
import { secrets } from "./figures/secrets.ts";
import { sla } from "./figures/sla.ts";
import { storms } from "./figures/storms.ts";
import { vendorFaults } from "./figures/vendor-faults.ts";

/** A scenario that hangs is a failed one; ms. */
export const longestMs = { full: 4 * 3_600_000, short: 120_000 };

/** All sizes and limits, apart from the scenarios; limits that do not shrink with the size stand in both columns. */
export const figures = {
  ...effectsOnce,
  ...order,
  ...loops,
  ...conflicts,
  ...vendorFaults,
  ...storms,
  ...sla,
  ...forgery,
  ...expressions,
  ...hugeRequests,
  ...secrets,
  ...audit,
  ...backups,
  ...hostileText,
  ...api,
};

export type FigureId = keyof typeof figures;
export type SizesOf<Id extends FigureId> = (typeof figures)[Id]["full"];
