import { Checkbox, NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../data/api.ts";
import { ask } from "../../../data/ask.ts";
import { queries } from "../../../data/queries.ts";
import { Dialog } from "../../../parts/dialog.tsx";
import { Failure } from "../../../parts/failure.tsx";
import form from "../../../parts/form.module.css";
import { DialogForm } from "../../../parts/form.tsx";
import { ClientsField } from "../../../parts/name-fields.tsx";
import { NeededField } from "../../../parts/needed-field.tsx";
import { Once } from "../../../parts/once.tsx";
import { isAtLeast } from "../../../shell/pages.ts";

const roles = ["viewer", "technician", "dispatcher", "admin", "owner"] as const;
const ends = ["30", "90", "365", "forever"] as const;
const writes = ["comment", "acknowledge"] as const;
type McpWrite = (typeof writes)[number];

/** Makes a key, and shows it this once. */
export function NewKeyDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const [name, setName] = useState("");
  const [role, setRole] = useState<(typeof roles)[number]>("technician");
  const [clients, setClients] = useState<string[]>([]);
  const [end, setEnd] = useState<(typeof ends)[number]>("365");
  const [mcpWrites, setWrites] = useState<McpWrite[]>([]);
  const make = useMutation({
    mutationFn: () => {
      const days = end === "forever" ? null : Number(end);
      return ask(
        api["api-keys"].$post({ json: { name, role, days, mcpWrites, ...(clients.length > 0 ? { clients } : {}) } }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["api-keys"] }),
  });
  const leave = () => {
    make.reset();
    setName("");
    onClose();
  };
  if (make.data)
    return (
      <Dialog title={t("settings.keys.made")} opened={opened} onClose={leave}>
        <Once label={name} secret={make.data.key} />
      </Dialog>
    );
  return (
    <Dialog title={t("settings.keys.add")} opened={opened} onClose={leave}>
      <DialogForm
        submit={t("settings.keys.make")}
        onSubmit={() => make.mutate()}
        onCancel={leave}
        isBusy={make.isPending}
      >
        {make.error && <Failure error={make.error} />}
        <NeededField
          label={t("settings.keys.name")}
          description={t("settings.keys.nameHelp")}
          data-autofocus
          maxLength={100}
          value={name}
          onChange={setName}
        />
        <NativeSelect
          label={t("settings.keys.role")}
          description={t(`people.roleHelp.${role}`)}
          value={role}
          onChange={({ currentTarget }) => setRole(roles.find((one) => one === currentTarget.value) ?? "viewer")}
          data={roles
            .filter((one) => isAtLeast(me.role, one))
            .map((value) => ({ value, label: t(`common.roles.${value}`) }))}
        />
        <ClientsField
          label={t("settings.keys.clients")}
          description={t("people.clientsHelp")}
          value={clients}
          onChange={setClients}
        />
        <NativeSelect
          label={t("settings.keys.days")}
          value={end}
          onChange={({ currentTarget }) => setEnd(ends.find((one) => one === currentTarget.value) ?? "365")}
          data={ends.map((value) => ({
            value,
            label:
              value === "forever" ? t("settings.keys.forever") : t("settings.keys.inDays", { count: Number(value) }),
          }))}
        />
        <McpWrites value={mcpWrites} onChange={setWrites} />
      </DialogForm>
    </Dialog>
  );
}

/** What a language model may change by the key; nothing unless chosen. */
function McpWrites({ value, onChange }: { value: McpWrite[]; onChange(next: McpWrite[]): void }) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group
      label={t("settings.keys.mcp")}
      description={t("settings.keys.mcpHelp")}
      value={value}
      onChange={(chosen) => onChange(writes.filter((one) => chosen.includes(one)))}
    >
      <div className={form.row}>
        {writes.map((one) => (
          <Checkbox key={one} value={one} label={t(`settings.keys.mcpWrites.${one}`)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
