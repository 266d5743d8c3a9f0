import { useTranslation } from "react-i18next";
import { Dialog } from "../../parts/dialog.tsx";
import rows from "../../parts/rows.module.css";
import { useFormats } from "../../text/formats.ts";
import type { Entry } from "./audit-page.tsx";
import { useActionWords } from "./use-action-words.ts";
import { useActorWords } from "./use-actor-words.ts";
import css from "./audit.module.css";

/** One row of the audit with all that was noted. */
export function AuditEntry({ entry, onClose }: { entry: Entry | undefined; onClose(): void }) {
  const { t } = useTranslation();
  const { full } = useFormats();
  const wordsOf = useActionWords();
  const actorOf = useActorWords();
  if (!entry) return null;
  return (
    <Dialog title={t("audit.entry")} opened onClose={onClose} size="lg">
      <dl className={css.facts}>
        <dt>{t("audit.when")}</dt>
        <dd>{full(entry.at)}</dd>
        <dt>{t("audit.action")}</dt>
        <dd>
          {wordsOf(entry.action)} <code>{entry.action}</code>
        </dd>
        <dt>{t("audit.object")}</dt>
        <dd>
          {entry.called} {entry.called === null ? entry.object || "–" : <code>{entry.object}</code>}
        </dd>
        <dt>{t("audit.actor")}</dt>
        <dd>{actorOf(entry.actor)}</dd>
        <dt>{t("audit.place")}</dt>
        <dd>{entry.sequence ?? t("audit.waiting")}</dd>
      </dl>
      <h3>{t("audit.detail")}</h3>
      <pre className={rows.pre}>{JSON.stringify(entry.detail, null, 2)}</pre>
    </Dialog>
  );
}
