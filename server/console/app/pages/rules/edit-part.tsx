import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { KeptText } from "../../parts/kept-text/kept-text.tsx";
import type { TextApi } from "../../parts/kept-text/version-list.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { RuleList } from "./rule-list.tsx";
import css from "./rules.module.css";

const route = getRouteApi("/shell/rules");
const texts: TextApi = {
  show: () => ask(api.rules.$get()),
  save: (text, seen) => ask(api.rules.$post({ json: { text } }, { headers: { "if-match": `"${seen}"` } })),
  versions: () => ask(api.rules.versions.$get({ query: { limit: "50" } })),
  undo: (to, seen) => ask(api.rules.undo.$post({ json: { to } }, { headers: { "if-match": `"${seen}"` } })),
};

/** The rules as a list to build with, and as the text that it stands for; both are the same draft. */
export function EditPart() {
  const { me } = useRouteContext({ from: "/shell" });
  const { rule } = route.useSearch();
  const mayEdit = isAtLeast(me.role, "admin");
  return (
    <KeptText
      name="rules"
      api={texts}
      mayEdit={mayEdit}
      builder={(text, edit) => <RuleList text={text} wanted={rule} mayEdit={mayEdit} onEdit={edit} />}
      tools={(text) => <DryRun key={text} text={text} />}
    />
  );
}

/** What the draft would have done with what was delivered last. */
function DryRun({ text }: { text: string }) {
  const { t } = useTranslation();
  const run = useMutation({ mutationFn: () => ask(api.rules.test.$post({ json: { text } })) });
  const { data, error } = run;
  return (
    <div className={css.tools}>
      <Button variant="default" loading={run.isPending} title={t("rules.dryRunHelp")} onClick={() => run.mutate()}>
        {t("rules.dryRun")}
      </Button>
      {error && <Failure error={error} />}
      {data && (
        <div role="status">
          <p>
            {data.differ === 0
              ? t("rules.dryNothing", { events: data.events })
              : t("rules.dryDiffer", { events: data.events, count: data.differ, ms: Math.round(data.tookMs) })}
          </p>
          {data.differences.map(({ deliveryId, ordinal, connection, title, fields }) => (
            <div key={`${deliveryId}-${ordinal}`} className={css.difference}>
              <Link to="/deliveries/$id" params={{ id: deliveryId }}>
                {title}
              </Link>{" "}
              ({connection})
              {fields.map(({ field, from, to }) => (
                <p key={field} className={form.help}>
                  {field}: {JSON.stringify(from ?? null)} → {JSON.stringify(to ?? null)}
                </p>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
