import { listChoices, lookUpPriority } from "./choices.ts";
import { columnsOf, lengths } from "./columns.ts";
import { slaTargets } from "./sla.ts";
import { addRow, fixedId, type Row, rowsOf, type SimulatorState } from "./state.ts";

export const clients = [
  { ref: fixedId("company Acme Dental"), name: "Acme Dental" },
  { ref: fixedId("company Harbor Foods"), name: "Harbor Foods" },
] as const;

/** One invented customer's instance, with its people, groups and lists. */
export function seed(state: SimulatorState): void {
  const add = (table: string, name: string, fields: Row) =>
    addRow(state, table, { ...fields, sys_id: fixedId(`${table} ${name}`) }, "system");
  for (const { ref, name } of clients)
    addRow(state, "core_company", { sys_id: ref, name, customer: "true", parent: "" }, "system");
  for (const name of ["Level I Support", "Level II Support", "Monitoring Alert"])
    add("sys_user_group", name, { name, active: "true", manager: "", type: "" });
  add("sys_user_group", "Old Desk", { name: "Old Desk", active: "false", manager: "", type: "" });
  for (const name of ["itil", "itil_admin"]) add("sys_user_role", name, { name });
  seedPeople(state);
  for (const target of slaTargets)
    addRow(
      state,
      "contract_sla",
      { sys_id: fixedId(`sla ${target}`), name: target, type: "SLA", target, active: "true" },
      "system",
    );
  for (const impact of ["1", "2", "3"])
    for (const urgency of ["1", "2", "3"])
      add("dl_u_priority", `${impact}${urgency}`, { impact, urgency, priority: lookUpPriority(impact, urgency) });
  for (const element of columnsOf("incident").filter((column) => !column.startsWith("sys_")))
    add("sys_dictionary", element, {
      name: "incident",
      element,
      column_label: element,
      mandatory: "false",
      max_length: String(lengths[element] ?? 40),
      internal_type: "string",
    });
  seedChoices(state);
}

/** Built anew, since toggles change the lists. */
export function seedChoices(state: SimulatorState): void {
  rowsOf(state, "sys_choice").length = 0;
  for (const [index, choice] of listChoices(state.toggles).entries()) {
    const { element, value, label, dependsOn = "", inactive = false, name = "incident" } = choice;
    addRow(
      state,
      "sys_choice",
      {
        sys_id: fixedId(`choice ${name} ${element} ${dependsOn} ${value}`),
        name,
        element,
        value,
        label,
        dependent_value: dependsOn,
        inactive: String(inactive),
        language: "en",
        sequence: String(index),
      },
      "system",
    );
  }
}

interface SeededUser {
  userName: string;
  name: string;
  email: string;
  company?: string;
  roles?: readonly string[];
  machine?: boolean;
}

function seedPeople(state: SimulatorState): void {
  const people: readonly SeededUser[] = [
    {
      userName: "ann.keller",
      name: "Ann Keller",
      email: "ann.keller@northwind.example",
      roles: ["itil", "itil_admin"],
    },
    { userName: "bob.ruiz", name: "Bob Ruiz", email: "Bob.Ruiz@northwind.example", roles: ["itil"] },
    { userName: "carla.ortiz", name: "Carla Ortiz", email: "carla@acme.example", company: clients[0].ref },
    { userName: "hal.boe", name: "Hal Boe", email: "Hal@harbor.example", company: clients[1].ref },
    { userName: state.identity.userName, name: "Interdesk Service", email: "", roles: ["itil"], machine: true },
  ];
  for (const { userName, name, email, company = "", roles = [], machine = false } of people) {
    const id = fixedId(`user ${userName}`);
    const [first = "", last = ""] = name.split(" ");
    const zone = machine ? "GMT" : "Europe/London";
    const fields = { user_name: userName, name, first_name: first, last_name: last, email, company, time_zone: zone };
    addRow(
      state,
      "sys_user",
      { ...fields, sys_id: id, active: "true", web_service_access_only: String(machine) },
      "system",
    );
    for (const role of roles)
      addRow(
        state,
        "sys_user_has_role",
        {
          sys_id: fixedId(`role ${userName} ${role}`),
          user: id,
          role: fixedId(`sys_user_role ${role}`),
          inherited: "false",
        },
        "system",
      );
  }
}
