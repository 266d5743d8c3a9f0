import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { Refusal } from "../data/ask.ts";
import { meQuery, queries } from "../data/queries.ts";
import { FaultPage } from "../shell/fault-page.tsx";
import { MissingPage } from "../shell/missing-page.tsx";

/** However long: where somebody wanted to be may have many filters. */
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

export const root = createRootRoute({ component: Outlet, errorComponent: FaultPage });

export const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  // What stands in an address that somebody sent is no reason to leave this hub.
  validateSearch: (search: Record<string, unknown>): { to?: string | undefined; error?: string | undefined } => ({
    to: /^\/(?![/\\])/.test(text(search["to"]) ?? "") ? text(search["to"]) : undefined,
    error: text(search["error"]),
  }),
  component: lazyRouteComponent(() => import("../pages/entry/sign-in-page.tsx"), "SignInPage"),
});

export const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup/$secret",
  component: lazyRouteComponent(() => import("../pages/entry/link-page.tsx"), "LinkPage"),
});

/** All pages of who has signed in. */
export const shell = createRoute({
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
  component: lazyRouteComponent(() => import("../shell/shell.tsx"), "Shell"),
});

/** Every other address: one who has signed in keeps what is around the pages. */
export const missing = createRoute({ getParentRoute: () => shell, path: "$", component: MissingPage });
