import { QueryClient } from "@tanstack/react-query";
import { api } from "./api.ts";
import { ask, Refusal } from "./ask.ts";

/** What was refused is not asked again by itself; what could not be reached is, three times. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) =>
        error instanceof Refusal && error.status >= 400 && error.status < 500 ? false : count < 3,
    },
  },
});

/** Who has signed in. It is asked before any page that needs it is drawn. */
export const meQuery = { queryKey: ["me"], queryFn: () => ask(api.me.$get()), staleTime: 60_000 } as const;
