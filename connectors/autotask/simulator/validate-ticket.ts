import { lengthsOf, picklistsOf, ticketPicklists } from "./picklists.ts";
import { VendorRefusal } from "./query.ts";
import { rowsOf, type SimulatorState } from "./state.ts";

/** @throws VendorRefusal in the words of the vendor */
export function validateTicket(state: SimulatorState, fields: Record<string, unknown>): void {
  checkValues("Tickets", fields);
  const { assignedResourceID: resource, assignedResourceRoleID: role, queueID: queue, companyID } = fields;
  if (((resource ?? null) === null) !== ((role ?? null) === null))
    throw new VendorRefusal(
      "When assigning a Resource, you must assign both a assignedResourceID and assignedResourceRoleID.",
    );
  if ((resource ?? null) === null && (queue ?? null) === null)
    throw new VendorRefusal("The queueID, assignedResourceID and assignedResourceRoleID cannot all be empty.");
  if (!rowsOf(state, "Companies").some((row) => row.id === companyID))
    throw new VendorRefusal("Value does not reference an existing entity for companyID.");
  checkContact(state, fields);
  if ((resource ?? null) === null) return;
  const person = rowsOf(state, "Resources").find((row) => row.id === resource);
  if (!person || person["isActive"] !== true || person["licenseType"] === 7)
    throw new VendorRefusal(
      "Reference value on field: assignedResourceID of type: Resource does not exist or is invalid.",
    );
}

function checkContact(state: SimulatorState, fields: Record<string, unknown>): void {
  const { contactID, companyID, issueType, subIssueType } = fields;
  const contact = rowsOf(state, "Contacts").find((row) => row.id === contactID);
  if ((contactID ?? null) !== null && (!contact || contact["companyID"] !== companyID || contact["isActive"] !== 1))
    throw new VendorRefusal("Value does not reference an existing entity for contactID.");
  const sub = ticketPicklists["subIssueType"]?.find((pick) => pick.value === String(subIssueType));
  if ((subIssueType ?? null) !== null && sub?.parentValue !== String(issueType))
    throw new VendorRefusal(`Picklist value [${String(subIssueType)}] does not exist for subIssueType.`);
}

export function checkValues(entity: string, fields: Record<string, unknown>): void {
  for (const [name, most] of Object.entries(lengthsOf(entity))) {
    const value = fields[name];
    if (typeof value === "string" && value.length > most)
      throw new VendorRefusal(`String value exceeds maximum length (field:${name}). Max: ${most}`);
  }
  for (const [name, values] of Object.entries(picklistsOf(entity))) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== "number")
      throw new VendorRefusal(`Conversion failed when converting varchar '${String(value)}' to data type int.`);
    if (!values.some((one) => one.value === String(value) && one.isActive))
      throw new VendorRefusal(`Picklist value [${value}] does not exist for ${name}.`);
  }
}
