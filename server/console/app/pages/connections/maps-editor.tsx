import { Button } from "@mantine/core";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { api } from "../../data/api.ts";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { tell } from "../../parts/tell.tsx";
import type { Connection } from "./connections.ts";
import css from "./connection.module.css";
import { CustomFields } from "./custom-fields.tsx";
import { MapsPreview } from "./maps-preview.tsx";
import { sendable, useChange } from "./use-change.ts";
import { ValueTable } from "./value-table.tsx";
import { changeTable, countOpen, isSame, type Maps, mappedFields } from "./value-tables.ts";

interface EditorProps {
  connection: Connection;
  proposal: InferResponseType<(typeof api.connections)[":name"]["maps"]["proposal"]["$get"], 200>;
}

/** Tables of values: what is saved, with its gaps filled by what the desk's own names suggest. */
export function MapsEditor({ connection, proposal }: EditorProps) {
  const { t } = useTranslation();
  const [maps, setMaps] = useState<Maps>(proposal.maps);
  const change = useChange(connection.name, connection.version);
  const open = countOpen(maps, proposal.choices);
  const isChanged = !isSame(maps, connection.maps);
  const isProposed = isChanged && maps === proposal.maps;
  const fields = mappedFields.filter((field) => proposal.maps[field] !== undefined || proposal.choices[field]);
  const save = () =>
    change.mutate({ maps: sendable<"maps">(maps), overlapHours: 24 }, { onSuccess: () => tell(t("common.saved")) });
  return (
    <>
      <p className={css.muted}>{t("connections.maps.about")}</p>
      {change.error && <Failure error={change.error} />}
      <div className={`${css.bar} ${css.gap}`}>
        <Button disabled={!isChanged} loading={change.isPending} onClick={save}>
          {t("connections.maps.save")}
        </Button>
        <Button variant="default" disabled={maps === proposal.maps} onClick={() => setMaps(proposal.maps)}>
          {t("connections.maps.propose")}
        </Button>
        <span role="status" className={open > 0 ? css.attention : css.muted}>
          {open > 0 ? t("connections.maps.missing", { count: open }) : t("connections.maps.complete")}
        </span>
        {isChanged && (
          <span className={css.attention}>
            {t(isProposed ? "connections.maps.proposed" : "connections.maps.changed")}
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
