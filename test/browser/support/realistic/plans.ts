import { stringify } from "yaml";
import { customers } from "./names.ts";

/** As people write it: nothing is named to be used again. */
const write = (plan: object) => stringify(plan, { aliasDuplicateObjects: false });
const namesOf = (policy: "gold" | "office") => customers.filter((one) => one.policy === policy).map(({ name }) => name);
const workday = [{ from: "08:00", to: "17:00" }];

/** Two policies, two calendars; the second version promises Lakeside Bank more. */
export function buildSlaPlan(version: 1 | 2): string {
  return write({
    calendars: {
      office: {
        timeZone: "Europe/Berlin",
        weekly: {
          monday: workday,
          tuesday: workday,
          wednesday: workday,
          thursday: workday,
          friday: [{ from: "08:00", to: "15:00" }],
        },
        holidays: [
          { date: "2026-12-25", name: "1. Weihnachtstag" },
          { date: "2026-12-26", name: "2. Weihnachtstag" },
          { date: "2027-01-01", name: "Neujahr" },
        ],
        exceptions: [{ date: "2026-12-24", name: "Heiligabend", hours: [{ from: "08:00", to: "12:00" }] }],
      },
      extended: {
        timeZone: "Europe/London",
        weekly: Object.fromEntries(
          ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"].map((day) => [
            day,
            [{ from: "07:00", to: "20:00" }],
          ]),
        ),
        holidays: [
          { date: "2026-12-25", name: "Christmas Day" },
          { date: "2026-12-28", name: "Boxing Day (substitute day)" },
        ],
      },
    },
    policies: [
      {
        name: "gold",
        calendar: "always",
        response: { 1: "15m", 2: "30m", 3: "2h", 4: "8h", 5: "24h" },
        update: { 1: { first: "1h", every: "2h" } },
        resolution: { 1: "4h", 2: "8h", 3: "24h", 4: "72h", 5: "120h" },
        pausedIn: { resolution: ["pending", "held"] },
        acknowledgementResponds: true,
      },
      {
        name: "office",
        calendar: "office",
        calendars: { 1: "always", 2: "extended" },
        response: { 1: "30m", 2: "1h", 3: "4h", 4: "9h" },
        resolution: { 1: "4h", 2: "9h", 3: "27h", 4: "45h", 5: "90h" },
        pausedIn: { resolution: ["pending", "held"] },
        acknowledgementResponds: true,
      },
    ],
    assignments: [
      ...(version === 2 ? [{ policy: "gold", clients: ["Lakeside Bank"], priorities: [1, 2] }] : []),
      { policy: "office", clients: namesOf("office") },
      { policy: "gold", clients: namesOf("gold") },
    ],
  });
}

/** What the tools report is sorted, and what belongs together shares a ticket. */
export const rulesText = `# Rules of intake, asked in order.
storm: { perMinute: 12 }
rules:
  - id: device
    name: one ticket for what one device says
    when: "true"
    set: { groupKey: { preset: clientDevice } }
  - id: backups
    name: backups are for the second level
    when: event.title.contains("Backup")
    set: { queue: Level II Support, impact: 2, urgency: 2, tags: [backup] }
  - id: critical
    name: what is critical is of the first priority
    when: event.severity == "critical" && event.title.contains("unreachable")
    set: { priority: 1, runbookUrl: "https://wiki.msp.example/runbooks/unreachable", escalationPolicy: wake }
  - id: batteries
    name: a battery is given five minutes
    when: event.title.contains("UPS")
    set: { holdDownSeconds: 1 }
  - id: lab
    name: the lab is nobody's night
    when: event.resource.startsWith("lab-")
    set: { suppress: the lab is looked at in the morning }
  - id: printers
    name: printers are low
    when: event.title.contains("Printer")
    set: { priority: 5 }
`;

export const phones = {
  ann: "+442079460101",
  bob: "+442079460102",
  clara: "+442079460103",
  deniz: "+442079460104",
} as const;
export const channel = "C0NIGHT0001";

/** Four people, nights and days; weekends of the days are a gap, and one person has both at times. */
export const dutyText = write({
  people: [
    {
      id: "ann",
      name: "Ann Keller",
      timeZone: "Europe/London",
      email: "ann.keller@northwind.example",
      channels: [{ connection: "twilio", channel: "voice", address: phones.ann }],
      manager: "deniz",
    },
    {
      id: "bob",
      name: "Bob Ruiz",
      timeZone: "Europe/London",
      email: "bob.ruiz@northwind.example",
      channels: [
        { connection: "twilio", channel: "sms", address: phones.bob },
        { connection: "twilio", channel: "voice", address: phones.bob, afterMinutes: 3 },
      ],
      manager: "deniz",
    },
    {
      id: "clara",
      name: "Clara Vogt",
      language: "de",
      timeZone: "Europe/Berlin",
      email: "clara.vogt@northwind.example",
      channels: [{ connection: "twilio", channel: "voice", address: phones.clara }],
      quietHours: { from: "22:00", to: "06:00" },
    },
    {
      id: "deniz",
      name: "Deniz Aydın",
      language: "de",
      timeZone: "Europe/Berlin",
      email: "deniz.aydin@northwind.example",
      channels: [{ connection: "twilio", channel: "voice", address: phones.deniz }],
    },
  ],
  teams: [{ id: "noc", name: "Network operations", members: ["ann", "bob", "clara"], schedule: "night" }],
  schedules: [
    {
      id: "night",
      name: "Nights and weekends",
      timeZone: "Europe/Berlin",
      layers: [
        {
          name: "weekly",
          people: ["ann", "bob", "clara"],
          rotation: { unit: "week", weekday: "monday", handOver: "09:00" },
          startsOn: "2026-03-02",
        },
      ],
    },
    {
      id: "day",
      name: "Day duty",
      timeZone: "Europe/Berlin",
      layers: [
        {
          name: "daily",
          people: ["clara", "deniz", "bob"],
          rotation: { unit: "day", handOver: "08:00" },
          startsOn: "2026-03-02",
          hours: Object.fromEntries(
            ["monday", "tuesday", "wednesday", "thursday"].map((day) => [day, [{ from: "08:00", to: "18:00" }]]),
          ),
        },
      ],
    },
  ],
  escalations: [
    {
      name: "wake",
      repeat: { times: 1, afterMinutes: 15 },
      steps: [
        { notify: [{ schedule: "night" }, { connection: "slack", channel: "chat", address: channel }] },
        { afterMinutes: 5, notify: [{ person: "bob" }] },
        { afterMinutes: 10, notify: [{ managers: true }] },
      ],
    },
    {
      name: "announce",
      repeat: { times: 0 },
      steps: [{ notify: [{ connection: "slack", channel: "chat", address: channel }] }],
    },
  ],
  assignments: [{ policy: "announce", priorities: [2], bornBy: "alert" }],
  lastResort: [{ person: "deniz" }],
});
