const key = "interdesk-tenant";

/** For whom this tab asks, where somebody works for several tenants; undefined = their first. */
export function readTenant(): string | undefined {
  return sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? undefined;
}

/** This tab goes on for another tenant, and new tabs begin with it. */
export function chooseTenant(name: string): void {
  sessionStorage.setItem(key, name);
  localStorage.setItem(key, name);
}

export function forgetTenant(): void {
  sessionStorage.removeItem(key);
  localStorage.removeItem(key);
}
