/** Technicians of the simulated desk. No telephone has such numbers. @see https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama */
export const people = {
  ann: { name: "Ann Keller", email: "ann.keller@northwind.example", phone: "+442079460101" },
  bob: { name: "Bob Ruiz", email: "bob.ruiz@northwind.example", phone: "+442079460102" },
} as const;
export const channel = "C0NIGHT0001";
/** Between the steps of the plan, where nothing is heard of the first one. */
export const stepMinutes = 5;
/** Of the night, by the clocks of the provider. */
const nightHour = 3;

/** A zone in which it is three o'clock in the night. Names of this family count westwards: `Etc/GMT+8` is eight hours behind. */
export function findNightZone(now: Date): string {
  const ahead = ((nightHour - now.getUTCHours() + 36) % 24) - 12;
  return ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}

/**
 * Ann has the nights and Bob the days. A P1 is told to a channel and rings whoever is on duty, five minutes later Bob. The
 * channel has a walk of its own: within one step, a message that somebody may still answer keeps the next step waiting.
 */
export function buildNightPlan(timeZone: string) {
  const rotation = { unit: "day", handOver: "08:00" };
  const nights = [{ from: "20:00", to: "08:00" }];
  const [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = Array.from({ length: 7 }, () => nights);
  const hours = { monday, tuesday, wednesday, thursday, friday, saturday, sunday };
  return {
    people: Object.entries(people).map(([id, { name, email, phone }]) => ({
      id,
      name,
      email,
      timeZone,
      channels: [{ connection: "twilio", channel: "voice", address: phone }],
    })),
    schedules: [
      {
        id: "duty",
        name: "Duty",
        timeZone,
        layers: [
          { name: "days", people: ["bob"], rotation, startsOn: "2020-01-01" },
          { name: "nights", people: ["ann"], rotation, startsOn: "2020-01-01", hours },
        ],
      },
    ],
    escalations: [
      {
        name: "wake",
        steps: [{ notify: [{ schedule: "duty" }] }, { afterMinutes: stepMinutes, notify: [{ person: "bob" }] }],
      },
      {
        name: "announce",
        repeat: { times: 0 },
        steps: [{ notify: [{ connection: "slack", channel: "chat", address: channel }] }],
      },
    ],
    assignments: [
      { policy: "wake", priorities: [1] },
      { policy: "announce", priorities: [1] },
    ],
  };
}
