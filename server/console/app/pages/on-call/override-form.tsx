import { Button, NativeSelect, TextInput } from "@mantine/core";
import { tell } from "../../parts/tell.tsx";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import type { WantedChange } from "./change-duty.tsx";
import type { Shifts } from "./schedule-lines.tsx";

/** No person of a plan has this for an id. */
const nobody = "";

/** As a field of local time takes it. */
function writeLocal(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Puts somebody on duty, or nobody, from one instant to another. */
export function OverrideForm({ wanted, shifts, onClose }: { wanted: WantedChange; shifts: Shifts; onClose(): void }) {
  const { t } = useTranslation();
  const hour = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000);
  const [schedule, setSchedule] = useState(wanted.schedule);
  const [from, setFrom] = useState(writeLocal(wanted.from ?? hour));
  const [to, setTo] = useState(writeLocal(wanted.to ?? new Date(hour.getTime() + 8 * 3_600_000)));
  const [note, setNote] = useState("");
  const load = useQuery({ queryKey: ["on-call", "load"], queryFn: () => ask(api["on-call"].load.$get({ query: {} })) });
  const people = load.data?.people.map(({ person }) => person) ?? [];
  const [chosen, setPerson] = useState<string>();
  const person = chosen ?? people.find(({ id }) => id !== wanted.shift?.person?.id)?.id ?? nobody;
  const save = useMutation({
    mutationFn: () => {
      const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      return ask(api["on-call"].overrides.$post({ json: { schedule, ...span, person: person || null, note } }));
    },
    onSuccess: async () => {
      tell(t("onCall.made"));
      onClose();
      await queries.invalidateQueries({ queryKey: ["on-call"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={form.form} onSubmit={submit}>
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
        <TextInput
          type="datetime-local"
          label={t("onCall.from")}
          required
          withAsterisk={false}
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t("onCall.to")}
          required
          withAsterisk={false}
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
      </div>
      <TextInput label={t("onCall.note")} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
      <div className={form.buttons}>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={load.isPending}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}
