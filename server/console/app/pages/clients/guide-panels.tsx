import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "../../parts/client-guide/client-guide.module.css";
import { ContactList } from "../../parts/client-guide/contact-list.tsx";
import { type Guide, guideQuery } from "../../parts/client-guide/guide-query.ts";
import { RunbookList } from "../../parts/client-guide/runbook-list.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { MoveButtons } from "../../parts/move-buttons.tsx";
import { Panel } from "../../parts/panel.tsx";
import own from "./clients.module.css";
import { ContactDialog } from "./contact-dialog.tsx";
import { RunbookDialog } from "./runbook-dialog.tsx";
import { type GuidePart, useGuide } from "./use-guide.ts";

/** Whom to speak to at a client, and what is done there. */
export function GuidePanels({ clientId, mayEdit }: { clientId: string; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(guideQuery(clientId));
  if (data)
    return (
      <>
        <GuidePanel guide={data} part="contacts" mayEdit={mayEdit} />
        <GuidePanel guide={data} part="runbooks" mayEdit={mayEdit} />
      </>
    );
  return (
    <Panel title={t("clients.guide.contacts.title")}>
      {error && <Failure error={error} retry={() => void refetch()} />}
    </Panel>
  );
}

function GuidePanel({ guide, part, mayEdit }: { guide: Guide; part: GuidePart; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { save, move, remove } = useGuide(guide);
  /** Its place; the one after the last is new. */
  const [open, setOpen] = useState<number>();
  const [Dialog, List] = part === "contacts" ? [ContactDialog, Contacts] : [RunbookDialog, Runbooks];
  const close = () => {
    save.reset();
    setOpen(undefined);
  };
  const tools = (index: number) => {
    const one = guide[part][index];
    const name = one === undefined ? "" : "name" in one ? one.name : one.title;
    return (
      <span className={css.tools}>
        {guide[part].length > 1 && (
          <MoveButtons name={name} index={index} count={guide[part].length} onMove={(to) => move(part, index, to)} />
        )}
        <Tool icon="edit" label={t("clients.guide.edit", { name })} run={() => setOpen(index)} />
        <Tool icon="trash" label={t("clients.guide.remove", { name })} run={() => remove(part, index, name)} />
      </span>
    );
  };
  const add = (
    <Button variant="default" size="xs" onClick={() => setOpen(guide[part].length)}>
      {t(`clients.guide.${part}.add`)}
    </Button>
  );
  return (
    <Panel title={t(`clients.guide.${part}.title`)} tools={mayEdit && add}>
      {guide[part].length === 0 && <p className={own.help}>{t(`clients.guide.${part}.none`)}</p>}
      <List guide={guide} {...(mayEdit ? { tools } : {})} />
      {open !== undefined && <Dialog guide={guide} index={open} save={save} onClose={close} />}
    </Panel>
  );
}

interface ListProps {
  guide: Guide;
  tools?: (index: number) => ReactNode;
}
const Contacts = ({ guide, ...more }: ListProps) => <ContactList contacts={guide.contacts} {...more} />;
const Runbooks = ({ guide, ...more }: ListProps) => <RunbookList runbooks={guide.runbooks} {...more} />;

function Tool({ icon, label, run }: { icon: "edit" | "trash"; label: string; run(): void }) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={run}>
      <Icon name={icon} />
    </ActionIcon>
  );
}
