import type { OAuthProvider } from "@better-auth/core/oauth2";
import type { VendorHttp } from "../../connectors/http.ts";
import type { Log } from "../../core/ports/world.ts";
import { createOidcDirectory } from "./oidc-metadata.ts";
import { createOidcProvider, type OidcProviderDeps } from "./oidc-provider.ts";
import type { ProviderSettings } from "./people-settings.ts";

export interface OpenProvidersDeps {
  http: VendorHttp;
  log: Log;
  clock: { now(): Date };
  settle: OidcProviderDeps["settle"];
}

/** All providers of the settings; nothing is asked of them before somebody signs in. */
export function openProviders(
  providers: Readonly<Record<string, ProviderSettings>>,
  { http, log, clock, settle }: OpenProvidersDeps,
): readonly OAuthProvider[] {
  return Object.entries(providers).map(([id, settings]) => {
    const directory = createOidcDirectory(settings, http, () => clock.now().getTime());
    return createOidcProvider(id, settings, { http, directory, log, settle }) as unknown as OAuthProvider;
  });
}
