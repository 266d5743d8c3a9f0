interface Pick {
  value: string;
  label: string;
  isDefaultValue: boolean;
  sortOrder: number;
  parentValue: string;
  isActive: boolean;
  isSystem: boolean;
}

function pick(value: number, label: string, options: Partial<Pick> = {}): Pick {
  return {
    value: String(value),
    label,
    isDefaultValue: false,
    sortOrder: value,
    parentValue: "",
    isActive: true,
    isSystem: false,
    ...options,
  };
}

/** The lists of one invented customer; 1 and 5 are the built-in statuses, the rest is customary. */
export const ticketPicklists: Readonly<Record<string, Pick[]>> = {
  status: [
    pick(1, "New", { isSystem: true, isDefaultValue: true }),
    pick(8, "In Progress"),
    pick(7, "Waiting Customer"),
    pick(9, "Waiting Materials"),
    pick(12, "Waiting Vendor"),
    pick(17, "On Hold"),
    pick(19, "Customer Note Added"),
    pick(26, "Parts Ordered (old)", { isActive: false }),
    pick(5, "Complete", { isSystem: true, sortOrder: 99 }),
  ],
  priority: [
    pick(4, "Critical", { sortOrder: 1 }),
    pick(1, "High", { sortOrder: 2 }),
    pick(2, "Medium", { sortOrder: 3, isDefaultValue: true }),
    pick(3, "Low", { sortOrder: 4 }),
  ],
  queueID: [
    pick(5, "Client Portal", { isSystem: true }),
    pick(8, "Monitoring Alert", { isSystem: true }),
    pick(29_682_833, "Level I Support"),
    pick(29_682_969, "Level II Support"),
  ],
  ticketType: [
    pick(1, "Service Request"),
    pick(2, "Incident"),
    pick(3, "Problem"),
    pick(4, "Change Request"),
    pick(5, "Alert"),
  ],
  issueType: [pick(10, "Computer"), pick(11, "Network")],
  subIssueType: [pick(101, "Disk", { parentValue: "10" }), pick(111, "VPN", { parentValue: "11" })],
  source: [pick(-1, "Client Portal"), pick(2, "Phone"), pick(4, "Email"), pick(8, "Monitoring Alert")],
};

export const notePicklists: Readonly<Record<string, Pick[]>> = {
  publish: [pick(1, "All Autotask Users"), pick(2, "Internal Project Team")],
  noteType: [
    pick(1, "Task Summary"),
    pick(2, "Task Detail"),
    pick(3, "Task Notes"),
    pick(13, "Workflow Rule Note - Task", { isSystem: true }),
    pick(18, "Client Portal Note", { isSystem: true }),
  ],
};

const lengths: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Tickets: { title: 255, description: 8_000, resolution: 32_000, externalID: 50, purchaseOrderNumber: 50 },
  TicketNotes: { title: 250, description: 32_000 },
};

const others: Readonly<Record<string, readonly (readonly [name: string, dataType: string])[]>> = {
  Tickets: [
    ["id", "long"],
    ["companyID", "integer"],
    ["contactID", "integer"],
    ["assignedResourceID", "integer"],
    ["assignedResourceRoleID", "integer"],
    ["ticketNumber", "string"],
    ["createDate", "datetime"],
    ["dueDateTime", "datetime"],
    ["completedDate", "datetime"],
    ["lastActivityDate", "datetime"],
    ["lastTrackedModificationDateTime", "datetime"],
    ["lastActivityResourceID", "integer"],
    ["creatorResourceID", "integer"],
    ["firstResponseDueDateTime", "datetime"],
    ["resolvedDueDateTime", "datetime"],
  ],
  TicketNotes: [
    ["id", "long"],
    ["ticketID", "integer"],
    ["creatorResourceID", "integer"],
    ["createdByContactID", "integer"],
    ["createDateTime", "datetime"],
    ["lastActivityDate", "datetime"],
  ],
};

/** Fields that only the server sets; a write to them is dropped without a word. */
export const serverFields = new Set([
  "id",
  "ticketNumber",
  "createDate",
  "completedDate",
  "lastActivityDate",
  "lastTrackedModificationDateTime",
  "lastActivityResourceID",
  "creatorResourceID",
  "firstResponseDueDateTime",
  "resolvedDueDateTime",
  "createDateTime",
]);

export function picklistsOf(entity: string): Readonly<Record<string, Pick[]>> {
  return entity === "Tickets" ? ticketPicklists : entity === "TicketNotes" ? notePicklists : {};
}

export function lengthsOf(entity: string): Readonly<Record<string, number>> {
  return lengths[entity] ?? {};
}

/** As `entityInformation/fields` tells it. */
/** What this customer has added to tickets. Values are texts, whatever the kind. */
export const userDefinedFields = [
  { name: "Rack", label: "Rack", type: "string", length: 40 },
  { name: "Seats", label: "Seats concerned", type: "decimal", length: 0 },
].map((field) => ({ ...field, isRequired: false, isReadOnly: false, isPickList: false, picklistValues: null }));

export function describeFields(entity: string) {
  const base = {
    isRequired: false,
    isReadOnly: false,
    isQueryable: true,
    isReference: false,
    referenceEntityType: "",
    picklistParentValueField: "",
    isSupportedWebhookField: true,
  };
  const lists = Object.entries(picklistsOf(entity)).map(([name, picklistValues]) => ({
    ...base,
    name,
    dataType: "integer",
    length: 0,
    isPickList: true,
    picklistValues,
  }));
  const texts = Object.entries(lengthsOf(entity)).map(([name, length]) => ({
    ...base,
    name,
    dataType: "string",
    length,
    isPickList: false,
    picklistValues: null,
  }));
  const rest = (others[entity] ?? []).map(([name, dataType]) => ({
    ...base,
    name,
    dataType,
    length: 0,
    isReadOnly: serverFields.has(name),
    isPickList: false,
    picklistValues: null,
  }));
  return [...lists, ...texts, ...rest];
}
