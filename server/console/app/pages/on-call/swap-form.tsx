import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { DialogForm } from "../../parts/form.tsx";
import { useFormats } from "../../text/formats.ts";
import type { Shift, Shifts } from "./schedule-lines.tsx";
import { useDutyChange } from "./use-duty-change.ts";

interface SwapFormProps {
  schedule: string;
  shift: Shift;
  shifts: Shifts;
  onClose(): void;
}

/** Two people take each other's shifts. */
export function SwapForm({ schedule, shift, shifts, onClose }: SwapFormProps) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const [note, setNote] = useState("");
  const others = shifts.schedules.flatMap((one) =>
    one.shifts.flatMap(({ start, end, person }) =>
      person && person.id !== shift.person?.id ? [{ schedule: one.schedule, start, end, person }] : [],
    ),
  );
  const [chosen, setChosen] = useState(0);
  const other = others[chosen];
  const swap = useDutyChange(async () => {
    if (!other || !shift.person) return;
    const theirs = { schedule: other.schedule.id, person: other.person.id, from: other.start, to: other.end };
    const json = { schedule, person: shift.person.id, from: shift.start, to: shift.end, with: theirs, note };
    await ask(api["on-call"].overrides.swap.$post({ json }));
  }, onClose);
  return (
    <DialogForm
      submit={t("onCall.swap")}
      onSubmit={() => swap.mutate()}
      onCancel={onClose}
      isBusy={swap.isPending}
      button={{ disabled: !other }}
    >
      <p className={form.help}>{t("onCall.swapAbout")}</p>
      {swap.error && <Failure error={swap.error} />}
      <p>
        {shift.person?.name}, {when(shift.start)} – {when(shift.end)}
      </p>
      {others.length === 0 ? (
        <p className={form.help}>{t("onCall.noSwap")}</p>
      ) : (
        <NativeSelect
          label={t("onCall.swapWith")}
          value={String(chosen)}
          onChange={({ currentTarget }) => setChosen(Number(currentTarget.value))}
          data={others.map(({ schedule: of, start, end, person }, index) => ({
            value: String(index),
            label: `${person.name}, ${when(start)} – ${when(end)} (${of.name})`,
          }))}
        />
      )}
      <TextInput label={t("onCall.note")} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
    </DialogForm>
  );
}
