import { Select, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask, Refusal } from "../../data/ask.ts";
import { choicesQuery } from "../../data/lists.ts";
import { queries } from "../../data/queries.ts";
import { FieldPair, FormDialog } from "../../parts/form-dialog.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { tell } from "../../parts/tell.tsx";
import css from "./alerts.module.css";
import { useWindowWords } from "./use-window-words.ts";
import { beginDraft, endsTooSoon, kinds, readTimes, toRequest, type WindowDraft } from "./window-draft.ts";
import { type DraftFieldsProps, WindowTimes } from "./window-times.tsx";

/** What the hub may find wrong, each at its field. */
const shownAt = [
  "reason",
  "client",
  "resource",
  "service",
  "startsAt",
  "endsAt",
  "recurrence.from",
  "recurrence.timeZone",
];

interface NewWindowProps {
  /** What it begins with, where it was opened from an alert. */
  first?: Partial<Pick<WindowDraft, "client" | "resource">>;
  onClose(): void;
}

/** A time in which alerts open no tickets: from now on or planned, once or every week. */
export function NewWindowDialog({ first = {}, onClose }: NewWindowProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => beginDraft(first));
  const [isTried, setTried] = useState(false);
  const set = (next: Partial<WindowDraft>) => setDraft({ ...draft, ...next });
  const isPlanned = draft.begins === "at" || draft.repeats === "weekly";
  const { mutate, isPending, error } = useMutation({
    mutationFn: (json: ReturnType<typeof toRequest>) => ask(api.maintenance.$post({ json })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["windows"] });
      tell(t(isPlanned ? "windows.planned" : "windows.opened"));
      onClose();
    },
  });
  const submit = () => {
    setTried(true);
    const times = readTimes(draft);
    if (times && !endsTooSoon(draft)) mutate(toRequest(draft, times));
  };
  const wrong = (field: string) => {
    if (field === "recurrence.days" && isTried && draft.days.length === 0) return t("windows.noDay");
    if (field === "endsAt" && isTried && endsTooSoon(draft)) return t("windows.tooSoon");
    return error instanceof Refusal ? error.of(field) : undefined;
  };
  const isNamed = error instanceof Refusal && error.fields.some(({ field }) => shownAt.includes(field));
  return (
    <FormDialog
      title={t("windows.title")}
      about={t("windows.about")}
      submit={t(isPlanned ? "windows.plan" : "windows.open")}
      onSubmit={submit}
      onClose={onClose}
      isBusy={isPending}
      error={isNamed ? undefined : error}
    >
      <NeededField
        data-autofocus
        label={t("windows.reason")}
        description={t("windows.reasonHelp")}
        maxLength={500}
        value={draft.reason}
        onChange={(reason) => set({ reason })}
        error={wrong("reason")}
      />
      <WhatIsHeld draft={draft} set={set} wrong={wrong} />
      <WindowTimes draft={draft} set={set} wrong={wrong} />
      <Summary draft={draft} />
    </FormDialog>
  );
}

/** What the window would hold back; one that is narrowed by nothing silences the whole house, so it says so louder. */
function Summary({ draft }: { draft: WindowDraft }) {
  const { t } = useTranslation();
  const words = useWindowWords();
  const times = readTimes(draft);
  if (!times) return null;
  const what = [draft.resource.trim(), draft.service.trim()].filter((part) => part !== "").join(", ");
  const isAll = draft.client === null && what === "";
  const { startsAt = new Date().toISOString(), endsAt = null, recurrence = null } = times;
  const isAtOnce = times.startsAt === undefined && recurrence === null;
  const when = words.times({ startsAt, endsAt, recurrence });
  return (
    <p role="status" className={isAll ? css.all : css.muted}>
      {t(what === "" ? "windows.summary" : "windows.summaryOf", {
        client: draft.client ?? t("windows.anyClient"),
        what,
        times: isAtOnce ? t("windows.fromNow", { times: when }) : when,
      })}
    </p>
  );
}

function WhatIsHeld({ draft, set, wrong }: DraftFieldsProps) {
  const { t } = useTranslation();
  const { data } = useQuery(choicesQuery);
  return (
    <>
      <FieldPair>
        <Select
          label={t("windows.kind")}
          withScrollArea={false}
          allowDeselect={false}
          data={kinds.map((value) => ({ value, label: t(`windows.kinds.${value}`) }))}
          value={draft.kind}
          onChange={(kind) => kind && set({ kind })}
        />
        <Select
          searchable
          clearable
          openOnFocus={false}
          withScrollArea={false}
          label={t("windows.client")}
          placeholder={t("windows.allClients")}
          data={[...(data?.clients ?? [])]}
          limit={100}
          styles={{ options: { maxHeight: 220, overflowY: "auto" } }}
          value={draft.client}
          onChange={(client) => set({ client })}
          error={wrong("client")}
        />
      </FieldPair>
      <FieldPair>
        {(["resource", "service"] as const).map((field) => (
          <TextInput
            key={field}
            label={t(`windows.${field}`)}
            description={t("windows.resourceHelp")}
            maxLength={500}
            value={draft[field]}
            onChange={({ currentTarget: { value } }) => set({ [field]: value })}
            error={wrong(field)}
          />
        ))}
      </FieldPair>
    </>
  );
}
