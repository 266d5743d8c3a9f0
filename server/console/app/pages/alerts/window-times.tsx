import { Checkbox, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FieldPair } from "../../parts/form-dialog.tsx";
import { NameField } from "../../parts/name-fields.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import rows from "../../parts/rows.module.css";
import { days } from "./use-window-words.ts";
import { begins, lengthOf, lengthsOf, ownZone, repeats, type WindowDraft } from "./window-draft.ts";

export interface DraftFieldsProps {
  draft: WindowDraft;
  set(next: Partial<WindowDraft>): void;
  wrong(field: string): string | undefined;
}

/** Fields beside each other stay in line, whichever of them needs a word more. */
const order = ["label", "input", "description", "error"] as const;
const zones = Intl.supportedValuesOf("timeZone");

/** From when, for how long, and whether it comes again. */
export function WindowTimes({ draft, set, wrong }: DraftFieldsProps) {
  const { t } = useTranslation();
  const isWeekly = draft.repeats === "weekly";
  const byYourClock = t("windows.yourClock", { zone: ownZone() });
  return (
    <>
      <FieldPair>
        <Select
          label={t("windows.begins")}
          withScrollArea={false}
          allowDeselect={false}
          data={begins.map((value) => ({ value, label: t(`windows.begin.${value}`) }))}
          value={draft.begins}
          onChange={(chosen) => chosen && set({ begins: chosen })}
        />
        {draft.begins === "at" && (
          <NeededField
            type="datetime-local"
            label={t("windows.startsAt")}
            description={byYourClock}
            inputWrapperOrder={[...order]}
            value={draft.startsAt}
            onChange={(startsAt) => set({ startsAt })}
            error={wrong("startsAt")}
          />
        )}
      </FieldPair>
      <FieldPair>
        <Select
          label={t("windows.repeats")}
          withScrollArea={false}
          allowDeselect={false}
          data={repeats.map((value) => ({ value, label: t(`windows.repeat.${value}`) }))}
          value={draft.repeats}
          onChange={(chosen) => chosen && set({ repeats: chosen })}
        />
        <Select
          label={t(isWeekly ? "windows.rowLasts" : "windows.lasts")}
          withScrollArea={false}
          allowDeselect={false}
          data={lengthsOf(draft).map((value) => ({ value, label: t(`windows.lengths.${value}`) }))}
          value={lengthOf(draft)}
          onChange={(length) => length && set({ length })}
        />
        {lengthOf(draft) === "until" && (
          <NeededField
            type="datetime-local"
            label={t("windows.endsAt")}
            description={byYourClock}
            inputWrapperOrder={[...order]}
            value={draft.until}
            onChange={(until) => set({ until })}
            error={wrong("endsAt")}
          />
        )}
      </FieldPair>
      {isWeekly && <Week draft={draft} set={set} wrong={wrong} />}
    </>
  );
}

/** On which days it comes again, and in which hours of them. */
function Week({ draft, set, wrong }: DraftFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Checkbox.Group
        label={t("windows.onDays")}
        error={wrong("recurrence.days")}
        value={draft.days.map(String)}
        onChange={(chosen) => set({ days: days.filter((day) => chosen.includes(String(day))) })}
      >
        <div className={rows.buttons}>
          {days.map((day) => (
            <Checkbox key={day} value={String(day)} label={t(`windows.days.${day}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <FieldPair>
        <NeededField
          type="time"
          label={t("windows.fromTime")}
          value={draft.from}
          onChange={(from) => set({ from })}
          error={wrong("recurrence.from")}
        />
        <NeededField
          type="time"
          label={t("windows.toTime")}
          description={t("windows.toTimeHelp")}
          inputWrapperOrder={[...order]}
          value={draft.to}
          onChange={(to) => set({ to })}
        />
        <NameField
          required
          withAsterisk={false}
          label={t("windows.zone")}
          description={t("windows.zoneHelp")}
          inputWrapperOrder={[...order]}
          data={zones}
          value={draft.timeZone}
          onChange={(timeZone) => set({ timeZone })}
          error={wrong("recurrence.timeZone")}
        />
      </FieldPair>
    </>
  );
}
