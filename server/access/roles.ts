import { z } from "zod";

/** Each may do all that those before it may. */
export const roles = ["viewer", "technician", "dispatcher", "admin", "owner"] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
