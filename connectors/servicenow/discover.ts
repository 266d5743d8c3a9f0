import { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, type DeskChoice, type DeskDiscovery, type Result, succeed } from "../contract.ts";
import { CompanyRow } from "./api-types.ts";
import type { Choice } from "./choices.ts";
import type { Directory } from "./directory.ts";
import { onHold } from "./map-in.ts";
import { listCategories } from "./map-out.ts";
import type { DeskParts } from "./parts.ts";
import { tablePath } from "./read-page.ts";
import { readAll } from "./rows.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** The values and companies of this instance, as mapping forms show them. */
export async function discover({ client, directory }: DeskParts): Answer<DeskDiscovery> {
  const loaded = await directory();
  if (!loaded.ok) return loaded;
  const companies = await readAll(client, tablePath("core_company"), CompanyRow, []);
  if (!companies.ok) return companies;
  const { choices, groups, customColumns } = loaded.value;
  return succeed({
    choices: {
      status: listStatuses(loaded.value),
      priority: (choices["priority"] ?? []).map(toDeskChoice),
      queue: [...groups.values()].map(({ id, name, active }) => ({ value: id, label: name, active })),
      category: listCategories(loaded.value).map(toDeskChoice),
    },
    clients: companies.value.map(({ sys_id: id, name }) => ({ externalId: ExternalId.parse(id), name })),
    ...(customColumns === null ? {} : { customFields: customColumns.map(({ key, label }) => ({ key, label })) }),
  });
}

function toDeskChoice({ value, label, active }: Choice): DeskChoice {
  return { value, label, active };
}

/** States, and on hold with each of its reasons. */
function listStatuses({ choices }: Directory): DeskChoice[] {
  const reasons = choices["hold_reason"] ?? [];
  return (choices["state"] ?? []).flatMap((state) => [
    toDeskChoice(state),
    ...(state.value === onHold ? reasons : []).map((reason) => ({
      value: `${state.value}/${reason.value}`,
      label: `${state.label} (${reason.label})`,
      active: state.active && reason.active,
    })),
  ]);
}
