import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import { useFormats } from "../../text/formats.ts";
import css from "./sla.module.css";
import { versionsQuery } from "./sla-queries.ts";

interface VersionsPanelProps {
  current: number;
  mayEdit: boolean;
  onRestored(): void;
}

/** All versions that were saved; an older one can count again, as a new one. */
export function VersionsPanel({ current, mayEdit, onRestored }: VersionsPanelProps) {
  const { t } = useTranslation();
  const { full } = useFormats();
  const { data = [], error, refetch } = useQuery(versionsQuery);
  const restore = useMutation({
    mutationFn: (to: number) => ask(api.sla.undo.$post({ json: { to } }, { headers: { "if-match": `"${current}"` } })),
    onSuccess: async (done) => {
      await queries.invalidateQueries({ queryKey: ["sla"] });
      onRestored();
      tell(t("sla.restored", done));
    },
  });
  if (data.length === 0 && !error) return null;
  return (
    <Panel title={t("sla.versions")}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {restore.error && <Failure error={restore.error} />}
      <ul>
        {data.map(({ version, by, createdAt, lines }) => (
          <li key={version} className={css.version}>
            <span>
              {t("sla.version", { version, by: by.replace(/^person /, ""), time: createdAt ? full(createdAt) : "" })}
            </span>
            <span className={css.about}>{t("sla.lines", { count: lines })}</span>
            {version === current ? (
              <span className={css.about}>{t("sla.current")}</span>
            ) : (
              mayEdit && (
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={restore.isPending}
                  onClick={() => restore.mutate(version)}
                >
                  {t("sla.restore")}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
