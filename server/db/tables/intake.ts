import type { ColumnType } from "kysely";

type Made = ColumnType<Date, Date | undefined, never>;

export interface RuleSetTable {
  tenant_id: string;
  kind: string;
  version: number;
  text: string;
  /** What the text said when it was checked. */
  rules: ColumnType<unknown, string, never>;
  by: string;
  created_at: Made;
}

export interface ConfigurationItemTable {
  tenant_id: string;
  id: string;
  client_id: string;
  name: string;
  kind: string;
  criticality: string;
  created_at: Made;
}

export interface ConfigurationItemKeyTable {
  tenant_id: string;
  item_id: string;
  key: string;
}

export interface ConfigurationItemParentTable {
  tenant_id: string;
  item_id: string;
  parent_id: string;
  position: number;
}

export interface RuleUseTable {
  tenant_id: string;
  connection_id: string;
  rule_id: string;
  matches: ColumnType<string, number | string, number | string>;
  last_at: Date;
}

/** What admins say about events (migration 0009). */
export interface IntakeTables {
  rule_set: RuleSetTable;
  configuration_item: ConfigurationItemTable;
  configuration_item_key: ConfigurationItemKeyTable;
  configuration_item_parent: ConfigurationItemParentTable;
  rule_use: RuleUseTable;
}
