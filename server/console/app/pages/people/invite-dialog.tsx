import { Radio } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { DialogForm } from "../../parts/form.tsx";
import { ClientsField } from "../../parts/name-fields.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import type { ShownLink } from "./link-dialog.tsx";

const given = ["viewer", "technician", "dispatcher", "admin", "owner"] as const;
interface InviteDialogProps {
  opened: boolean;
  onClose(): void;
  onLink(link: ShownLink): void;
}

/** Nobody invites one who may do more than they may. */
export function InviteDialog({ opened, onClose, onLink }: InviteDialogProps) {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<(typeof given)[number]>("technician");
  const [clients, setClients] = useState<string[]>([]);
  const invite = useMutation({
    mutationFn: () => {
      const json = { name, email, role, ...(clients.length > 0 ? { clients } : {}) };
      return ask(api.people.$post({ json }));
    },
    onSuccess: async (made) => {
      onClose();
      onLink({ ...made, email, kind: "invite" });
      setName("");
      setEmail("");
      setClients([]);
      await queries.invalidateQueries({ queryKey: ["people"] });
    },
  });
  return (
    <Dialog title={t("people.inviteTitle")} opened={opened} onClose={onClose}>
      <DialogForm
        submit={t("people.send")}
        onSubmit={() => invite.mutate()}
        onCancel={onClose}
        isBusy={invite.isPending}
      >
        {invite.error && <Failure error={invite.error} />}
        <NeededField label={t("people.name")} data-autofocus maxLength={100} value={name} onChange={setName} />
        <NeededField label={t("people.email")} type="email" value={email} onChange={setEmail} />
        <Radio.Group
          label={t("people.role")}
          value={role}
          onChange={(value) => setRole(given.find((one) => one === value) ?? "technician")}
        >
          <div className={form.form}>
            {given
              .filter((one) => isAtLeast(me.role, one))
              .map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`common.roles.${one}`)}
                  description={t(`people.roleHelp.${one}`)}
                />
              ))}
          </div>
        </Radio.Group>
        <ClientsField
          label={t("people.clients")}
          description={t("people.clientsHelp")}
          value={clients}
          onChange={setClients}
        />
      </DialogForm>
    </Dialog>
  );
}
