import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../parts/dialog.tsx";
import form from "../../parts/form.module.css";
import { OverrideForm } from "./override-form.tsx";
import type { Shift, Shifts } from "./schedule-lines.tsx";
import { SwapForm } from "./swap-form.tsx";

/** What somebody has pointed at: a stretch of time of a schedule, or one of its shifts. */
export interface WantedChange {
  schedule: string;
  from?: Date;
  to?: Date;
  shift?: Shift;
}

interface ChangeDutyProps {
  wanted: WantedChange;
  shifts: Shifts;
  onClose(): void;
}

/** Puts somebody on duty for once, or swaps a shift with somebody else's. */
export function ChangeDuty({ wanted, shifts, onClose }: ChangeDutyProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<"change" | "swap">("change");
  const { shift } = wanted;
  return (
    <Dialog title={t(kind === "swap" ? "onCall.swapTitle" : "onCall.changeTitle")} opened onClose={onClose}>
      <div className={form.form}>
        {shift?.person && (
          <SegmentedControl
            value={kind}
            onChange={(next) => setKind(next === "swap" ? "swap" : "change")}
            data={[
              { value: "change", label: t("onCall.change") },
              { value: "swap", label: t("onCall.swap") },
            ]}
          />
        )}
        {kind === "swap" && shift ? (
          <SwapForm schedule={wanted.schedule} shift={shift} shifts={shifts} onClose={onClose} />
        ) : (
          <OverrideForm wanted={wanted} shifts={shifts} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}
