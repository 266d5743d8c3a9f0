import { ActionIcon, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { useProblemText } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { tell, tellFailure } from "../../parts/tell.tsx";
import { ClientsDialog } from "./clients-dialog.tsx";
import type { ShownLink } from "./link-dialog.tsx";
import type { Member } from "./member-row.tsx";

interface MemberMenuProps {
  member: Member;
  isSelf: boolean;
  onLink(link: ShownLink): void;
}

/** What can be done about somebody beside their role. */
export function MemberMenu({ member, isSelf, onLink }: MemberMenuProps) {
  const { t } = useTranslation();
  const explain = useProblemText();
  const [asked, setAsked] = useState<"clients" | "phone" | "remove">();
  const { id, name, email, acceptedAt } = member;
  const param = { id };
  const fail = (error: unknown) => tellFailure(explain(error));
  const makeLink = async (dropFactors: boolean) => {
    const made = await ask(api.people[":id"]["reset-link"].$post({ param, json: { dropFactors } }));
    onLink({ ...made, email, kind: acceptedAt === null ? "invite" : "reset" });
  };
  const link = useMutation({ mutationFn: () => makeLink(false), onError: fail });
  const signOut = useMutation({
    mutationFn: () => ask(api.people[":id"]["sign-out"].$post({ param })),
    onSuccess: ({ ended }) => tell(t("people.signedOut", { count: ended })),
    onError: fail,
  });
  const rest = () => setAsked(undefined);
  const dropFactors = useMutation({ mutationFn: () => makeLink(true), onSuccess: rest });
  const remove = useMutation({
    mutationFn: async () => {
      await ask(api.people[":id"].$delete({ param }));
      await queries.invalidateQueries({ queryKey: ["people"] });
    },
    onSuccess: rest,
  });
  return (
    <>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("people.actions", { name })}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="link" />} onClick={() => link.mutate()}>
            {t(acceptedAt === null ? "people.newInvitation" : "people.newLink")}
          </Menu.Item>
          {acceptedAt !== null && (
            <>
              <Menu.Item leftSection={<Icon name="phone" />} onClick={() => setAsked("phone")}>
                {t("people.lostPhone")}
              </Menu.Item>
              <Menu.Item leftSection={<Icon name="lock" />} onClick={() => signOut.mutate()}>
                {t("people.signOut")}
              </Menu.Item>
            </>
          )}
          {!isSelf && (
            <>
              <Menu.Item leftSection={<Icon name="building" />} onClick={() => setAsked("clients")}>
                {t("people.changeClients")}
              </Menu.Item>
              <Menu.Item leftSection={<Icon name="trash" />} onClick={() => setAsked("remove")}>
                {t("people.remove")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked === "clients" && <ClientsDialog member={member} onClose={rest} />}
      <AskFirst
        grave
        title={t("people.lostPhone")}
        opened={asked === "phone"}
        onClose={rest}
        confirm={t("people.newLink")}
        busy={dropFactors.isPending}
        error={dropFactors.error}
        onConfirm={() => dropFactors.mutate()}
      >
        <p>{t("people.lostPhoneAbout", { name })}</p>
      </AskFirst>
      <AskFirst
        grave
        title={t("people.removeTitle", { name })}
        opened={asked === "remove"}
        onClose={rest}
        confirm={t("people.remove")}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      >
        <p>{t("people.removeAbout")}</p>
      </AskFirst>
    </>
  );
}
