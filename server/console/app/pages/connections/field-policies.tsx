import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import rows from "../../parts/rows.module.css";
import { type Connection, named } from "./connections.ts";
import css from "./connection.module.css";
import { useFieldName } from "./field-words.ts";

type Merging = InferResponseType<(typeof api.connections)[":name"]["policies"]["$get"], 200>[number];
type Policy = Merging["usual"];
type Policies = Connection["rules"]["policies"];

/** Each part of a policy, and what it can be. */
const parts: Readonly<Record<keyof Policy, readonly Policy[keyof Policy][]>> = {
  owner: ["home", "birth", "hub"],
  collision: ["owner", "latest", "ask"],
  foreignEdit: ["accept", "putBack", "hold"],
};
const order = ["owner", "collision", "foreignEdit"] as const;

interface FieldPoliciesProps {
  name: string;
  policies: Policies;
  onChange(policies: Policies): void;
}

/** How each field is merged: whose it is, who wins a collision, and what becomes of an edit made elsewhere. */
export function FieldPolicies({ name, policies, onChange }: FieldPoliciesProps) {
  const { t } = useTranslation();
  const merging = useQuery({
    queryKey: ["connections", name, "policies"],
    queryFn: () => ask(api.connections[":name"].policies.$get(named(name))),
  });
  const set = ({ field, usual }: Merging, policy: Policy) => {
    const { [field]: _before, ...others } = policies;
    onChange(isSame(policy, usual) ? others : { ...others, [field]: policy });
  };
  const isUsual = Object.keys(policies).length === 0;
  return (
    <Panel
      title={t("connections.policies.title")}
      tools={
        <Button variant="default" size="xs" disabled={isUsual} onClick={() => onChange({})}>
          {t("connections.policies.reset")}
        </Button>
      }
    >
      <p className={css.muted}>{t("connections.policies.help")}</p>
      {merging.error && <Failure error={merging.error} retry={() => void merging.refetch()} />}
      {!merging.data && !merging.error && <Bones rows={4} />}
      {merging.data && (
        <table className={`${rows.table} ${css.policies}`}>
          <thead>
            <tr>
              <th scope="col">{t("connections.policies.field")}</th>
              {order.map((part) => (
                <th key={part} scope="col">
                  {t(`connections.policies.${part}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {merging.data.map((one) => (
              <PolicyRow
                key={one.field}
                {...one}
                policy={policies[one.field] ?? one.usual}
                onChange={(policy) => set(one, policy)}
              />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function PolicyRow({ field, usual, policy, onChange }: Merging & { onChange(policy: Policy): void }) {
  const { t } = useTranslation();
  const name = useFieldName()(field);
  const choose = (part: keyof Policy, value: string) => {
    const chosen = parts[part].find((one) => one === value);
    if (chosen) onChange({ ...policy, [part]: chosen });
  };
  return (
    <tr>
      <th scope="row">
        {name}
        {!isSame(policy, usual) && <span className={rows.more}>{t("connections.policies.changed")}</span>}
      </th>
      {order.map((part) => (
        <td key={part} data-label={t(`connections.policies.${part}`)}>
          <NativeSelect
            aria-label={`${name}: ${t(`connections.policies.${part}`)}`}
            value={policy[part]}
            onChange={({ currentTarget }) => choose(part, currentTarget.value)}
            data={parts[part].map((value) => ({
              value,
              label: `${t(`connections.policies.values.${value}`)}${value === usual[part] && value !== policy[part] ? t("connections.policies.usual") : ""}`,
            }))}
          />
        </td>
      ))}
    </tr>
  );
}

function isSame(one: Policy, other: Policy): boolean {
  return order.every((part) => one[part] === other[part]);
}
