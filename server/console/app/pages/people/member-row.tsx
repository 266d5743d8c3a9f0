import { NativeSelect } from "@mantine/core";
import { tell, tellFailure } from "../../parts/tell.tsx";
import { useMutation } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import type { InferResponseType } from "hono/client";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { useProblemText } from "../../parts/failure.tsx";
import rows from "../../parts/rows.module.css";
import { isAtLeast, type Role, roles } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import type { ShownLink } from "./link-dialog.tsx";
import { MemberMenu } from "./member-menu.tsx";

export type Member = InferResponseType<typeof api.people.$get, 200>[number];

/** One who signs in, what they may do, and what can be done about them. */
export function MemberRow({ member, onLink }: { member: Member; onLink(link: ShownLink): void }) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const explain = useProblemText();
  const { me } = useRouteContext({ from: "/shell" });
  const { id, name, email, role, clients, acceptedAt, usedAt, secondFactor } = member;
  const isSelf = email === me.person?.email;
  const change = useMutation({
    mutationFn: (next: Exclude<Role, "operator">) =>
      ask(api.people[":id"].$patch({ param: { id }, json: { role: next } })),
    onSuccess: async (_, next) => {
      tell(t("people.changed", { name, role: t(`common.roles.${next}`) }));
      await queries.invalidateQueries({ queryKey: ["people"] });
    },
    onError: (error) => tellFailure(explain(error)),
  });
  const offered = roles.filter((one) => one !== "operator" && isAtLeast(me.role, one));
  return (
    <tr>
      <td>
        {name}
        {isSelf && ` (${t("people.you")})`}
        <span className={rows.more}>{email}</span>
        {clients && (
          <span className={rows.more}>
            {t("people.onlyClients", { count: clients.length, names: clients.join(", ") })}
          </span>
        )}
      </td>
      <td>
        {isSelf || !isAtLeast(me.role, role as Role) ? (
          t(`common.roles.${role as Role}`)
        ) : (
          <NativeSelect
            aria-label={`${t("people.role")}: ${name}`}
            size="xs"
            value={role}
            disabled={change.isPending}
            onChange={({ currentTarget }) => change.mutate(currentTarget.value as Exclude<Role, "operator">)}
            data={offered.map((value) => ({ value, label: t(`common.roles.${value}`) }))}
          />
        )}
      </td>
      <td className={secondFactor === null ? rows.none : undefined} data-title={t("people.secondFactor")}>
        {secondFactor === null ? "–" : t(secondFactor ? "people.on" : "people.off")}
      </td>
      <td data-title={acceptedAt === null ? undefined : t("people.lastSeen")}>
        {acceptedAt === null ? t("people.invited") : usedAt === null ? t("people.never") : when(usedAt)}
      </td>
      <td className={rows.end}>
        <MemberMenu member={member} isSelf={isSelf} onLink={onLink} />
      </td>
    </tr>
  );
}
