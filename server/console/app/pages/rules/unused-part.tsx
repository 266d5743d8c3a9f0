import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { LinkButton } from "../../parts/link-button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useFormats } from "../../text/formats.ts";
import { RuleName } from "./rule-words.tsx";
import css from "./rules.module.css";

/** Rules that have matched nothing. */
export function UnusedPart() {
  const { t } = useTranslation();
  const { when } = useFormats();
  const list = useQuery({
    queryKey: ["rules", "unused"],
    queryFn: () => ask(api.rules.unused.$get({ query: {} })),
  });
  return (
    <>
      <p className={form.help}>{t("rules.unusedAbout")}</p>
      <Panel>
        {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
        {list.isPending && <Bones rows={3} />}
        {list.data?.length === 0 && <p>{t("rules.unusedNone")}</p>}
        <ul className={css.list}>
          {list.data?.map(({ id, name, disabled, lastMatchedAt }) => (
            <li key={id} className={css.rule}>
              <div className={css.what}>
                <p>
                  <RuleName id={id} name={name} />
                  {disabled && ` (${t("rules.off")})`}
                </p>
                <p className={form.help}>
                  {lastMatchedAt ? t("rules.lastMatched", { when: when(lastMatchedAt) }) : t("rules.neverMatched")}
                </p>
              </div>
              <LinkButton
                variant="subtle"
                size="xs"
                to="/rules"
                search={{ part: "edit", rule: id }}
                aria-label={`${t("rules.goTo")}: ${name || id}`}
              >
                {t("rules.goTo")}
              </LinkButton>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
