import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { DialogForm } from "../../parts/form.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { toLocal } from "../../text/local-time.ts";
import type { WantedChange } from "./change-duty.tsx";
import type { Shifts } from "./schedule-lines.tsx";
import { useDutyChange } from "./use-duty-change.ts";

/** No person of a plan has this for an id. */
const nobody = "";

/** Puts somebody on duty, or nobody, from one instant to another. */
export function OverrideForm({ wanted, shifts, onClose }: { wanted: WantedChange; shifts: Shifts; onClose(): void }) {
  const { t } = useTranslation();
  const hour = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000);
  const [schedule, setSchedule] = useState(wanted.schedule);
  const [from, setFrom] = useState(toLocal(wanted.from ?? hour));
  const [to, setTo] = useState(toLocal(wanted.to ?? new Date(hour.getTime() + 8 * 3_600_000)));
  const [note, setNote] = useState("");
  const load = useQuery({ queryKey: ["on-call", "load"], queryFn: () => ask(api["on-call"].load.$get({ query: {} })) });
  const people = load.data?.people.map(({ person }) => person) ?? [];
  const [chosen, setPerson] = useState<string>();
  const person = chosen ?? people.find(({ id }) => id !== wanted.shift?.person?.id)?.id ?? nobody;
  const save = useDutyChange(() => {
    const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    return ask(api["on-call"].overrides.$post({ json: { schedule, ...span, person: person || null, note } }));
  }, onClose);
  return (
    <DialogForm
      submit={t("common.save")}
      onSubmit={() => save.mutate()}
      onCancel={onClose}
      isBusy={save.isPending}
      button={{ disabled: load.isPending }}
    >
      {(save.error ?? load.error) && <Failure error={save.error ?? load.error} />}
      <NativeSelect
        label={t("onCall.schedule")}
        value={schedule}
        onChange={({ currentTarget }) => setSchedule(currentTarget.value)}
        data={shifts.schedules.map((one) => ({ value: one.schedule.id, label: one.schedule.name }))}
      />
      <NativeSelect
        label={t("onCall.person")}
        data-autofocus
        value={person}
        onChange={({ currentTarget }) => setPerson(currentTarget.value)}
        data={[
          ...people.map(({ id, name }) => ({ value: id, label: name })),
          { value: nobody, label: t("onCall.nobody") },
        ]}
      />
      <div className={form.row}>
        <NeededField type="datetime-local" label={t("onCall.from")} value={from} onChange={setFrom} />
        <NeededField type="datetime-local" label={t("onCall.to")} value={to} onChange={setTo} />
      </div>
      <TextInput label={t("onCall.note")} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
    </DialogForm>
  );
}
