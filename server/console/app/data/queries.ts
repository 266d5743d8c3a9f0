import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { api } from "./api.ts";
import { ask, Refusal } from "./ask.ts";

const noteFailure = (error: unknown, repeats: boolean): void => {
  if (!(error instanceof Refusal)) return;
  error.repeats = repeats;
  if (error.status === 401 && error.code === "unauthorized") leaveSignedOut();
};

/** What was refused is not asked again by itself; what could not be reached is, three times. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => noteFailure(error, true) }),
  mutationCache: new MutationCache({ onError: (error) => noteFailure(error, false) }),
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

/** The session has ended: nothing of what is shown may stay there, and whatever is pressed would come to nothing. */
export function leaveSignedOut(): void {
  // Nobody has signed in yet, or it is being left already: the router leads there.
  if (queries.getQueryData(meQuery.queryKey) === undefined) return;
  queries.clear();
  location.assign(`/sign-in?${new URLSearchParams({ to: location.pathname + location.search })}`);
}
