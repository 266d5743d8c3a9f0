import { AsyncLocalStorage } from "node:async_hooks";

export const authBase = "/api/auth";
/** Where better-auth reads a request's address; set by us, never by whoever asks. */
export const addressHeader = "x-interdesk-address";
/** The hash of an invitation's secret, with which a sign-in at a provider is begun. */
export const invitation = new AsyncLocalStorage<string>();
