import type { Step } from "./audited-step.ts";

let invited = 0;
/** Whom the first step invites, for those that follow. */
let person = "";
const invite = async (answer: Promise<unknown>) => {
  person = ((await answer) as { id: string }).id;
};

/** What is done with people; part of the steps of `audited-routes.ts`. */
export const peopleSteps: readonly Step[] = [
  {
    route: "POST /people",
    action: "person.invite",
    send: (api) =>
      invite(api.post("/people", { email: `p${(invited += 1)}@msp.example`, name: "Pat", role: "viewer" })),
  },
  {
    route: "PATCH /people/:id",
    action: "person.change",
    send: (api) => api.patch(`/people/${person}`, { role: "technician" }),
  },
  {
    route: "POST /people/:id/reset-link",
    action: "person.inviteAgain",
    send: (api) => api.post(`/people/${person}/reset-link`),
  },
  {
    route: "POST /people/:id/sign-out",
    action: "person.signOutEverywhere",
    send: (api) => api.post(`/people/${person}/sign-out`),
  },
  {
    route: "DELETE /people/:id",
    action: "person.remove",
    send: (api) => api.remove(`/people/${person}`),
  },
  { route: "POST /people/setup-link", action: "person.setupLink", send: (api) => api.post("/people/setup-link") },
];
