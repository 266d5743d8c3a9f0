import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import { type Connection, named } from "./connections.ts";
import css from "./connection.module.css";

/** The end of a connection, which asks for its name. */
export function Removal({ connection: { name } }: { connection: Connection }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const remove = useMutation({
    mutationFn: () => ask(api.connections[":name"].$delete(named(name))),
    onSuccess: async ({ left }) => {
      tell(left ? t("connections.settings.left", { detail: left }) : t("connections.settings.removed", { name }));
      queries.removeQueries({ queryKey: ["connections", name] });
      await queries.invalidateQueries({ queryKey: ["connections"] });
      void navigate({ to: "/connections" });
    },
  });
  return (
    <Panel title={t("connections.settings.remove")}>
      <p className={css.muted}>{t("connections.settings.removeHelp")}</p>
      <Button className={css.gap ?? ""} variant="outline" color="late" onClick={() => setAsks(true)}>
        {t("connections.settings.remove")}
      </Button>
      <AskFirst
        opened={asks}
        title={t("connections.settings.removeTitle", { name })}
        confirm={t("common.remove")}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsks(false)}
        busy={remove.isPending}
        error={remove.error}
        typed={{ label: t("connections.settings.typeName"), text: name }}
      >
        <p>{t("connections.settings.removeHelp")}</p>
      </AskFirst>
    </Panel>
  );
}
