import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { Refusal } from "./data/ask.ts";
import { meQuery, queries } from "./data/queries.ts";
import { FaultPage } from "./shell/fault-page.tsx";
import { MissingPage } from "./shell/missing-page.tsx";

const root = createRootRoute({ component: Outlet, errorComponent: FaultPage, notFoundComponent: MissingPage });

/** A value of the address, where it is text. */
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  // What stands in an address that somebody sent is no reason to leave this hub.
  validateSearch: (search: Record<string, unknown>): { to?: string | undefined; error?: string | undefined } => ({
    to: /^\/(?![/\\])/.test(text(search["to"]) ?? "") ? text(search["to"]) : undefined,
    error: text(search["error"]),
  }),
  component: lazyRouteComponent(() => import("./pages/entry/sign-in-page.tsx"), "SignInPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup/$secret",
  component: lazyRouteComponent(() => import("./pages/entry/link-page.tsx"), "LinkPage"),
});

/** All pages of who has signed in. */
const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: async ({ location }) => {
    try {
      return { me: await queries.ensureQueryData(meQuery) };
    } catch (cause) {
      if (cause instanceof Refusal && cause.status === 401)
        throw redirect({ to: "/sign-in", search: { to: location.href === "/" ? undefined : location.href } });
      throw cause;
    }
  },
  component: lazyRouteComponent(() => import("./shell/shell.tsx"), "Shell"),
});

const now = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/now/now-page.tsx"), "NowPage"),
});
const account = createRoute({
  getParentRoute: () => shell,
  path: "/account",
  component: lazyRouteComponent(() => import("./pages/account/account-page.tsx"), "AccountPage"),
});

const ticket = createRoute({
  getParentRoute: () => shell,
  path: "/tickets/$id",
  component: lazyRouteComponent(() => import("./pages/ticket/ticket-page.tsx"), "TicketPage"),
});

const clients = createRoute({
  getParentRoute: () => shell,
  path: "/clients",
  validateSearch: (search: Record<string, unknown>): { search?: string | undefined } => ({
    search: text(search["search"]),
  }),
  component: lazyRouteComponent(() => import("./pages/clients/clients-page.tsx"), "ClientsPage"),
});
const client = createRoute({
  getParentRoute: () => shell,
  path: "/clients/$name",
  component: lazyRouteComponent(() => import("./pages/clients/client-page.tsx"), "ClientPage"),
});

const sla = createRoute({
  getParentRoute: () => shell,
  path: "/sla",
  component: lazyRouteComponent(() => import("./pages/sla/sla-page.tsx"), "SlaPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([signIn, setup, shell.addChildren([now, account, ticket, clients, client, sla])]),
  defaultPreload: "intent",
  defaultErrorComponent: FaultPage,
  defaultNotFoundComponent: MissingPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
