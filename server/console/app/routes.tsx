import { createRouter } from "@tanstack/react-router";
import { missing, root, setup, shell, signIn } from "./routes/frame.tsx";
import * as govern from "./routes/govern.ts";
import * as setUp from "./routes/set-up.ts";
import * as work from "./routes/work.ts";
import { FaultPage } from "./shell/fault-page.tsx";

/** Every page by its address. */
export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setup,
    shell.addChildren([
      work.now,
      work.tickets,
      work.ticket,
      work.alerts,
      work.alert,
      work.clients,
      work.client,
      work.deliveries,
      work.delivery,
      work.reports,
      setUp.welcome,
      setUp.connections,
      setUp.newConnection,
      setUp.connection,
      setUp.rules,
      setUp.sla,
      setUp.onCall,
      govern.audit,
      govern.people,
      govern.settings,
      govern.account,
      missing,
    ]),
  ]),
  defaultPreload: "intent",
  defaultErrorComponent: FaultPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
