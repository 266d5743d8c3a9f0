/** A customer of the provider: who it is to desks and to monitoring tools. */
export interface Customer {
  name: string;
  /** As tags and labels of monitoring tools name it. */
  key: string;
  /** Desks in which it is worked for, the home first. */
  desks: readonly ("autotask" | "halopsa")[];
  /** Around the clock, or in office hours. */
  policy: "gold" | "office";
}

/** Twelve customers; every simulator knows the first two by itself. */
export const customers: readonly Customer[] = [
  { name: "Acme Dental", key: "acme-dental", desks: ["autotask", "halopsa"], policy: "gold" },
  { name: "Harbor Foods", key: "harbor-foods", desks: ["autotask", "halopsa"], policy: "office" },
  { name: "Brunner & Söhne GmbH", key: "brunner", desks: ["autotask", "halopsa"], policy: "gold" },
  { name: "Isar Klinikum", key: "isar-klinikum", desks: ["autotask", "halopsa"], policy: "gold" },
  { name: "Nordwind Logistik GmbH", key: "nordwind", desks: ["autotask"], policy: "office" },
  { name: "Kessler Maschinenbau AG", key: "kessler", desks: ["autotask"], policy: "office" },
  { name: "Delta Pharma", key: "delta-pharma", desks: ["autotask"], policy: "gold" },
  { name: "Lakeside Bank", key: "lakeside-bank", desks: ["autotask"], policy: "gold" },
  { name: "Castle Hotels", key: "castle-hotels", desks: ["halopsa"], policy: "gold" },
  { name: "Fjord Energy", key: "fjord-energy", desks: ["halopsa"], policy: "gold" },
  { name: "Greenfield School District", key: "greenfield", desks: ["halopsa"], policy: "office" },
  { name: "Harbour Law LLP", key: "harbour-law", desks: ["halopsa"], policy: "office" },
];

/** Known to the desks, and mapped to nobody: their records wait. */
export const strangers = ["Baltic Freight", "Juniper Retail"] as const;

/** Technicians that both simulated desks know. */
export const technicians = ["ann.keller@northwind.example", "bob.ruiz@northwind.example"] as const;

/** What people ask for, with what they write; `{}` is a device or a person. */
export const requests: readonly (readonly [title: string, description: string])[] = [
  ["Outlook asks for the password again and again on {}", "It began after the update of this morning. Restarting did not help."],
  ["New colleague starts on Monday: account for {}", "Same rights as the others in accounting, and a telephone, please."],
  ["Drucker im Erdgeschoss druckt nur leere Seiten ({})", "Toner ist neu. Der Fehler tritt bei allen Kolleginnen und Kollegen auf."],
  ["VPN drops every ten minutes for {}", "Only at home; in the office everything is fine. The client says “tunnel lost”."],
  ["Shared mailbox is missing after the move of {}", "The team cannot answer orders until it is back."],
  ["Bildschirm bleibt schwarz an {}", "Die Dockingstation wurde schon getauscht."],
  ["Restore of a deleted folder from {}", "It was deleted on Friday between 15:00 and 16:00. The folder is “Contracts 2026”."],
  ["Phone system: calls end after 30 seconds ({})", "Incoming calls only. Outgoing ones are fine."],
  ["Zugriff auf das Laufwerk P: fehlt nach Abteilungswechsel ({})", "Bitte dieselben Rechte wie im Vertrieb, die alten können weg."],
  ["Laptop {} is very slow since the encryption", "Starting takes about twelve minutes."],
  ["Order a second monitor for {}", "27 inch, with USB-C. Cost centre 4410."],
  ["Verdächtige E-Mail mit Rechnung im Anhang an {}", "Der Anhang wurde nicht geöffnet. Absender ist angeblich die Bank."],
  ["Guest wireless is unreachable in meeting room {}", "The portal does not appear; devices say “no internet”."],
  ["Certificate warning in the ordering portal on {}", "Customers see it as well, so this is urgent for us."],
  ["Teams-Räume lassen sich nicht buchen ({})", "Im Kalender steht „abgelehnt“, obwohl der Raum frei ist."],
]; // prettier-ignore

/** What monitoring tools report. */
export const faults: readonly (readonly [title: string, severity: "critical" | "warning"])[] = [
  ["Disk C: above 95 %", "warning"],
  ["Backup job SRV-DAILY failed", "critical"],
  ["Host unreachable", "critical"],
  ["CPU load above 90 % for 15 minutes", "warning"],
  ["Replication lag above 10 minutes", "warning"],
  ["Certificate expires in 3 days", "warning"],
  ["Service Spooler is stopped", "warning"],
  ["Memory above 92 %", "warning"],
  ["RAID volume degraded", "critical"],
  ["UPS on battery", "warning"],
  ["Antivirus definitions out of date", "warning"],
];

export const internalNotes = [
  "Event log shows the driver again; I roll it back after 18:00.",
  "Waiting for a window of the customer, they are at month end.",
  "Habe mit dem Kollegen vor Ort gesprochen, er schaut sich die Verkabelung an.",
  "Same as last month. We should look at the firmware.",
  "Snapshot taken before the change.",
] as const;
export const publicNotes = [
  "We have begun to look at it and will tell you by noon.",
  "Wir haben die Ursache gefunden und melden uns, sobald alles wieder läuft.",
  "Could you please restart the device once and tell us what it shows?",
  "The spare part is ordered and should arrive tomorrow.",
  "Das Konto ist eingerichtet. Bitte melden Sie sich einmal an und ändern Sie das Kennwort.",
] as const;
export const resolutions = [
  "Profile rebuilt, and the cause removed.",
  "Datenträger bereinigt und die Warnschwelle geprüft.",
  "Replaced the cable in the rack.",
  "Konto angelegt und die Rechte geprüft.",
  "Service restarted; the vendor's update is installed.",
] as const;
