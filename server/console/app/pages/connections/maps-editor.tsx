import { Button } from "@mantine/core";
import type { InferResponseType } from "hono/client";
import { useTranslation } from "react-i18next";
import type { api } from "../../data/api.ts";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { Connection } from "./connections.ts";
import css from "./connection.module.css";
import { CustomFields } from "./custom-fields.tsx";
import { MapsPreview } from "./maps-preview.tsx";
import { StaleNotice } from "./stale-notice.tsx";
import { useDraft } from "./use-draft.ts";
import { ValueTable } from "./value-table.tsx";
import { changeTable, countOpen, mappedFields } from "./value-tables.ts";

interface EditorProps {
  connection: Connection;
  proposal: InferResponseType<(typeof api.connections)[":name"]["maps"]["proposal"]["$get"], 200>;
}

/** Tables of values: what is saved, with its gaps filled by what the desk's own names suggest. */
export function MapsEditor({ connection, proposal }: EditorProps) {
  const { t } = useTranslation();
  const draft = useDraft(connection, "maps", proposal.maps);
  const { value: maps, set: setMaps, isChanged } = draft;
  const open = countOpen(maps, proposal.choices);
  const fields = mappedFields.filter((field) => proposal.maps[field] !== undefined || proposal.choices[field]);
  return (
    <>
      <p className={css.muted}>{t("connections.maps.about")}</p>
      {draft.error && <Failure error={draft.error} />}
      <StaleNotice draft={draft} />
      <div className={`${css.bar} ${css.gap}`}>
        <Button
          disabled={!isChanged || draft.isStale}
          loading={draft.save.isPending}
          onClick={() => draft.save.mutate()}
        >
          {t("connections.maps.save")}
        </Button>
        <Button variant="default" disabled={!draft.isBegun} onClick={draft.drop}>
          {t("connections.maps.propose")}
        </Button>
        <span role="status" className={open > 0 ? css.attention : css.muted}>
          {open > 0 ? t("connections.maps.missing", { count: open }) : t("connections.maps.complete")}
        </span>
        {isChanged && (
          <span className={css.attention}>
            {t(draft.isBegun ? "connections.maps.changed" : "connections.maps.proposed")}
          </span>
        )}
      </div>
      {fields.length === 0 && (
        <p>
          <Icon name="check" /> {t("connections.maps.none")}
        </p>
      )}
      {fields.map((field) => (
        <ValueTable
          key={field}
          field={field}
          maps={maps}
          choices={proposal.choices[field] ?? []}
          onChange={(table) => setMaps(changeTable(maps, field, table))}
        />
      ))}
      {proposal.customFields.length > 0 && (
        <CustomFields fields={proposal.customFields} maps={maps} onChange={setMaps} />
      )}
      <MapsPreview name={connection.name} maps={maps} />
    </>
  );
}
