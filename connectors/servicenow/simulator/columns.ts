/** An incident as an instance returns it: every column with its empty value. */
export const blankIncident: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "parent made_sla caused_by watch_list upon_reject child_incidents hold_reason origin_table task_effective_number " +
    "approval_history number resolved_by opened_by user_input sys_domain state route_reason knowledge order calendar_stc " +
    "closed_at cmdb_ci delivery_plan contract impact active work_notes_list business_service business_impact priority " +
    "sys_domain_path rfc time_worked expected_start opened_at business_duration group_list work_end caller_id " +
    "reopened_time resolved_at approval_set subcategory work_notes universal_request short_description close_code " +
    "correlation_display delivery_task work_start assignment_group additional_assignee_list business_stc cause " +
    "description origin_id calendar_duration close_notes notify service_offering sys_class_name closed_by follow_up " +
    "parent_incident contact_type reopened_by incident_state urgency problem_id company reassignment_count activity_due " +
    "assigned_to severity comments approval sla_due comments_and_work_notes due_date reopen_count sys_tags escalation " +
    "upon_approval correlation_id location category u_cost_centre u_seats"
  )
    .split(" ")
    .map((name) => [name, ""]),
);

const system = ["sys_id", "sys_created_on", "sys_created_by", "sys_updated_on", "sys_updated_by", "sys_mod_count"];

/** Columns of each table, beside the system's own. */
const own: Readonly<Record<string, readonly string[]>> = {
  incident: Object.keys(blankIncident),
  sys_user: [
    "user_name",
    "name",
    "first_name",
    "last_name",
    "email",
    "active",
    "company",
    "time_zone",
    "web_service_access_only",
  ],
  core_company: ["name", "customer", "parent"],
  sys_user_group: ["name", "active", "manager", "type"],
  sys_user_role: ["name"],
  sys_user_has_role: ["user", "role", "inherited"],
  sys_journal_field: ["name", "element", "element_id", "value", "sys_tags"],
  contract_sla: ["name", "type", "target", "active"],
  task_sla: [
    "task",
    "sla",
    "stage",
    "active",
    "has_breached",
    "start_time",
    "end_time",
    "planned_end_time",
    "pause_time",
  ],
  sys_choice: ["name", "element", "value", "label", "dependent_value", "inactive", "language", "sequence"],
  sys_dictionary: ["name", "element", "column_label", "mandatory", "max_length", "internal_type"],
  dl_u_priority: ["impact", "urgency", "priority"],
  sys_attachment: [
    "table_name",
    "table_sys_id",
    "file_name",
    "content_type",
    "size_bytes",
    "size_compressed",
    "compressed",
    "hash",
    "state",
    "download_link",
    "chunk_size_bytes",
    "sys_tags",
  ],
  sys_audit_delete: ["tablename", "documentkey", "display_value"],
};

export const tables: readonly string[] = Object.keys(own);

/** The journal table has neither the time nor the count of updates. */
export function columnsOf(table: string): readonly string[] {
  const hidden = table === "sys_journal_field" ? ["sys_updated_on", "sys_updated_by", "sys_mod_count"] : [];
  return [...(own[table] ?? []), ...system.filter((name) => !hidden.includes(name))];
}

/** Columns that refer to another table. */
export const references: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  incident: {
    caller_id: "sys_user",
    opened_by: "sys_user",
    assigned_to: "sys_user",
    resolved_by: "sys_user",
    closed_by: "sys_user",
    reopened_by: "sys_user",
    company: "core_company",
    assignment_group: "sys_user_group",
  },
  sys_user: { company: "core_company" },
  sys_user_has_role: { user: "sys_user", role: "sys_user_role" },
  task_sla: { task: "incident", sla: "contract_sla" },
};

export const journals: readonly string[] = ["comments", "work_notes", "comments_and_work_notes"];
export const choiceColumns: readonly string[] = [
  "state",
  "hold_reason",
  "impact",
  "urgency",
  "priority",
  "category",
  "subcategory",
  "close_code",
];
export const dateColumns = /(_on|_at|_time|_due|due_date|work_start|work_end|follow_up|expected_start)$/;

/** Longest texts; longer ones are cut. */
export const lengths: Readonly<Record<string, number>> = {
  short_description: 160,
  description: 4_000,
  close_notes: 4_000,
  correlation_id: 100,
  correlation_display: 100,
  u_cost_centre: 40,
};
