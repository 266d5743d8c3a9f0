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
import { type Kind, kinds } from "./pages/connections/connections.ts";
import { type ConnectionTab, connectionTabs } from "./pages/connections/tabs.ts";
import { readDeliverySearch } from "./pages/deliveries/search.ts";
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

const connections = createRoute({
  getParentRoute: () => shell,
  path: "/connections",
  validateSearch: (search: Record<string, unknown>): { text?: string | undefined; kind?: Kind | undefined } => ({
    text: text(search["text"]),
    kind: kinds.find((kind) => kind === search["kind"]),
  }),
  component: lazyRouteComponent(() => import("./pages/connections/connections-page.tsx"), "ConnectionsPage"),
});
const newConnection = createRoute({
  getParentRoute: () => shell,
  path: "/connections/new",
  validateSearch: (search: Record<string, unknown>): { text?: string | undefined; connector?: string | undefined } => ({
    text: text(search["text"]),
    connector: text(search["connector"]),
  }),
  component: lazyRouteComponent(() => import("./pages/connections/catalogue-page.tsx"), "CataloguePage"),
});
const connection = createRoute({
  getParentRoute: () => shell,
  path: "/connections/$name",
  validateSearch: (search: Record<string, unknown>): { tab?: ConnectionTab | undefined } => ({
    tab: connectionTabs.find((tab) => tab === search["tab"]),
  }),
  component: lazyRouteComponent(() => import("./pages/connections/connection-page.tsx"), "ConnectionPage"),
});
const welcome = createRoute({
  getParentRoute: () => shell,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./pages/welcome/welcome-page.tsx"), "WelcomePage"),
});
const deliveries = createRoute({
  getParentRoute: () => shell,
  path: "/deliveries",
  validateSearch: readDeliverySearch,
  component: lazyRouteComponent(() => import("./pages/deliveries/deliveries-page.tsx"), "DeliveriesPage"),
});
const delivery = createRoute({
  getParentRoute: () => shell,
  path: "/deliveries/$id",
  component: lazyRouteComponent(() => import("./pages/deliveries/delivery-page.tsx"), "DeliveryPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setup,
    shell.addChildren([now, account, connections, newConnection, connection, welcome, deliveries, delivery]),
  ]),
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
