import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Unseen } from "../../parts/marks.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { Panel } from "../../parts/panel.tsx";
import rows from "../../parts/rows.module.css";
import { Bones } from "../../parts/bones.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { LinkDialog, type ShownLink } from "./link-dialog.tsx";
import { MemberRow } from "./member-row.tsx";

/** Who signs in for this tenant: invited, given a role, let in no more. */
export function PeoplePage() {
  const { t } = useTranslation();
  const [isInviting, setInviting] = useState(false);
  const [link, setLink] = useState<ShownLink>();
  const list = useQuery({ queryKey: ["people"], queryFn: () => ask(api.people.$get()) });
  return (
    <>
      <PageHead title={t("shell.pages.people")} about={t("people.about")}>
        <Button leftSection={<Icon name="plus" />} onClick={() => setInviting(true)}>
          {t("people.invite")}
        </Button>
      </PageHead>
      {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
      <Panel flush>
        {list.isPending && <Bones rows={3} />}
        {list.data && (
          <table className={rows.table}>
            <thead>
              <tr>
                <th scope="col">{t("people.person")}</th>
                <th scope="col">{t("people.role")}</th>
                <th scope="col">{t("people.secondFactor")}</th>
                <th scope="col">{t("people.lastSeen")}</th>
                <th scope="col">
                  <Unseen>{t("shell.more")}</Unseen>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((member) => (
                <MemberRow key={member.id} member={member} onLink={setLink} />
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      <InviteDialog opened={isInviting} onClose={() => setInviting(false)} onLink={setLink} />
      <LinkDialog link={link} onClose={() => setLink(undefined)} />
    </>
  );
}
