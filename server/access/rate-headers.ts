import { AppError } from "../api/problem.ts";
import type { Principal } from "./principal.ts";
import { createRateLimit, type RatePolicy, type RateVerdict } from "./rate-limit.ts";

/** All keys of a tenant together may ask this many times as much as one. */
const tenantShare = 10;

/** What is said of one limit, in headers. */
interface Told {
  name: "key" | "tenant";
  policy: RatePolicy;
  verdict: RateVerdict;
}

/** Counts what is asked, for each key and for its tenant. */
export interface RateGuard {
  /** @returns headers for the answer; none for whoever runs the hub. @throws AppError `tooManyRequests` */
  count(principal: Principal): Readonly<Record<string, string>>;
}

export function createRateGuard(policy: RatePolicy, now: () => number): RateGuard {
  const ofTenant = { perMinute: policy.perMinute * tenantShare, burst: policy.burst * tenantShare };
  const limits = { key: createRateLimit(policy, now), tenant: createRateLimit(ofTenant, now) };
  return {
    count({ id, tenantId, isOperator }) {
      if (isOperator) return {};
      const key: Told = { name: "key", policy, verdict: limits.key(`${tenantId} ${id}`) };
      const told = key.verdict.allowed
        ? [key, { name: "tenant" as const, policy: ofTenant, verdict: limits.tenant(tenantId) }]
        : [key];
      const headers = describe(told);
      const refused = told.find(({ verdict }) => !verdict.allowed);
      if (!refused) return headers;
      const seconds = Math.max(1, Math.ceil(refused.verdict.retryMs / 1_000));
      const whose = refused.name === "key" ? "This key" : "All keys of this tenant together";
      throw new AppError(
        "tooManyRequests",
        `${whose} may ask ${refused.policy.perMinute} times a minute. Please ask again in ${seconds} s.`,
        {},
        { ...headers, "retry-after": String(seconds) },
      );
    },
  };
}

/** @see draft-ietf-httpapi-ratelimit-headers-10: quota, window in seconds; remaining, seconds until it is whole again */
function describe(told: readonly Told[]): Record<string, string> {
  const policies = told.map(
    ({ name, policy }) => `"${name}";q=${policy.burst};w=${Math.ceil((policy.burst * 60) / policy.perMinute)}`,
  );
  const states = told.map(
    ({ name, verdict }) => `"${name}";r=${verdict.remaining};t=${Math.ceil(verdict.resetMs / 1_000)}`,
  );
  return { "ratelimit-policy": policies.join(", "), ratelimit: states.join(", ") };
}
