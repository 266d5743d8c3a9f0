import type { Context } from "hono";
import { AppError } from "./problem.ts";

/** Says which version of a configuration an answer shows. @see RFC 9110, 8.8.3 */
export function tellVersion(context: Context, version: number): void {
  context.header("etag", `"${version}"`);
}

/** Versions of which one must be the newest for a change to be made; undefined = whichever is. @see RFC 9110, 13.1.1 */
export type ExpectedVersions = readonly number[] | undefined;

export function readExpected(context: Context): ExpectedVersions {
  const given = context.req.header("if-match");
  if (given === undefined || given.trim() === "*") return undefined;
  // A tag that is none of ours is that of no version.
  return given.split(",").flatMap((tag) => {
    const version = /^\s*"(\d{1,9})"\s*$/.exec(tag)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** @param current what is told of what stands there now. @throws AppError `changedMeanwhile` */
export function expectVersion(expected: ExpectedVersions, version: number, current: object): void {
  if (expected === undefined || expected.includes(version)) return;
  throw new AppError(
    "changedMeanwhile",
    `If-Match: it was changed meanwhile, and is version ${version} now. Read it again, and change that.`,
    { current },
    { etag: `"${version}"` },
  );
}
