import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Bones } from "../../parts/bones.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { type Connection, named } from "./connections.ts";
import css from "./connection.module.css";
import { DriftPanel } from "./drift-panel.tsx";
import { ImportPanel } from "./import-panel.tsx";
import { PlannedWrites } from "./planned-writes.tsx";
import { useChange } from "./use-change.ts";

/** From shadow to live: what would be written, older tickets, and what differs. */
export function SyncTab({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const isAdmin = isAtLeast(me.role, "admin");
  const { name } = connection;
  const preview = useQuery({
    queryKey: ["connections", name, "preview"],
    queryFn: () => ask(api.connections[":name"].preview.$get({ ...named(name), query: { limit: "200" } })),
  });
  return (
    <>
      <Panel
        title={t("connections.sync.preview")}
        tools={isAdmin && <ModeSwitch connection={connection} writes={preview.data?.length} />}
      >
        <p className={css.muted}>{t("connections.sync.previewHelp")}</p>
        {preview.error && <Failure error={preview.error} retry={() => void preview.refetch()} />}
        {!preview.data && !preview.error && <Bones rows={2} />}
        {preview.data && <PlannedWrites writes={preview.data} />}
      </Panel>
      {isAdmin && <ImportPanel name={name} />}
      <DriftPanel name={name} mayRepair={isAtLeast(me.role, "dispatcher")} />
    </>
  );
}

/** Live and back; going live says first how much it writes. */
function ModeSwitch({ connection, writes = 0 }: { connection: Connection; writes: number | undefined }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const change = useChange(connection.name);
  const to = (mode: "live" | "shadow") =>
    change.mutate({ mode, overlapHours: 24 }, { onSuccess: () => setAsks(false) });
  return (
    <div className={css.mode}>
      <span className={css.muted}>
        {t("connections.sync.modeNow", { mode: t(`connections.mode.${connection.mode}`) })}
      </span>
      {connection.mode === "live" ? (
        <Button variant="default" loading={change.isPending} onClick={() => to("shadow")}>
          {t("connections.sync.goShadow")}
        </Button>
      ) : (
        <Button onClick={() => setAsks(true)}>{t("connections.sync.goLive")}</Button>
      )}
      <AskFirst
        opened={asks}
        title={t("connections.sync.liveTitle", { name: connection.name })}
        confirm={t("connections.sync.goLive")}
        onConfirm={() => to("live")}
        onClose={() => setAsks(false)}
        busy={change.isPending}
        error={change.error}
      >
        <p>{writes === 0 ? t("connections.sync.liveNothing") : t("connections.sync.liveText", { count: writes })}</p>
      </AskFirst>
    </div>
  );
}
