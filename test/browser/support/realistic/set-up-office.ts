import type { HubClient } from "../../../../server/cli/client.ts";

const dayMs = 86_400_000;

/** People, keys, another system that is told, devices, and changes of duty. */
export async function setUpOffice(api: HubClient): Promise<void> {
  const people = [
    ["ann.keller@northwind.example", "Ann Keller", "technician"],
    ["bob.ruiz@northwind.example", "Bob Ruiz", "technician"],
    ["clara.vogt@northwind.example", "Clara Vogt", "dispatcher"],
    ["deniz.aydin@northwind.example", "Deniz Aydın", "admin"],
  ] as const;
  for (const [email, name, role] of people) await api.post("/people", { email, name, role });
  await api.post("/people", {
    email: "it@harbour-law.example",
    name: "Harriet Stone",
    role: "viewer",
    clients: ["Harbour Law LLP"],
  });
  await api.post("/api-keys", { name: "Billing (monthly report)", role: "viewer" });
  await api.post("/api-keys", { name: "Stock of devices", role: "technician" });
  await api.post("/webhooks", {
    url: "https://chatops.northwind.example/hooks/interdesk",
    types: ["interdesk.ticket.opened", "interdesk.ticket.changed"],
  });
  await api.post("/items", {
    items: [
      { client: "Isar Klinikum", name: "hv-isa-01", kind: "host", criticality: "critical" },
      {
        client: "Isar Klinikum",
        name: "vm-isa-pacs",
        kind: "virtual machine",
        criticality: "high",
        parents: ["hv-isa-01"],
      },
      { client: "Castle Hotels", name: "fw-cas-01", kind: "firewall", criticality: "high" },
    ],
  });
  await api.patch(`/clients/${encodeURIComponent("Brunner & Söhne GmbH")}/guide`, guide);
  await changeDuty(api);
}

const guide = {
  contacts: [
    {
      name: "Sabine Brunner",
      role: "Geschäftsführung",
      phone: "+49 89 5550 114",
      email: "s.brunner@brunner-soehne.example",
      note: "Decides on anything that costs money. Not before 9.",
    },
    { name: "Pförtner", role: "lets one in at night", phone: "+49 89 5550 100 (ext. 3)" },
  ],
  runbooks: [
    {
      title: "ERP does not answer",
      when: "accounting or the warehouse cannot post",
      text: "1. Look at **srv-erp-01**: `systemctl status erp`\n2. Restart the service, *not* the server\n3. Still down after 15 minutes: call Sabine Brunner\n\nSee also https://wiki.northwind.example/erp.",
    },
    { title: "Way into the building at night", url: "https://wiki.northwind.example/brunner/building" },
  ],
};

async function changeDuty(api: HubClient): Promise<void> {
  const at = (days: number, hour: number) => {
    const day = new Date(Date.now() + days * dayMs);
    return `${day.toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00:00Z`;
  };
  await api.post("/on-call/overrides", {
    schedule: "night",
    from: at(2, 17),
    to: at(3, 7),
    person: "deniz",
    note: "Ann is at a wedding",
  });
  await api.post("/on-call/overrides", {
    schedule: "night",
    from: at(5, 10),
    to: at(5, 16),
    person: null,
    note: "Power is cut in the office",
  });
  for (const name of ["clara", "bob"]) await api.post("/on-call/feeds", { of: name, kind: "person" });
}
