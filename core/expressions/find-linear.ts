import { RE2JS } from "re2js";
import type { Steps } from "./count-steps.ts";

const mostPattern = 512;
/**
 * Characters times instructions of the pattern's program that are one step: at its worst the engine tries each instruction at
 * each character, some fifteen million a second.
 */
const searchedAStep = 16;
const patterns = new Map<string, RE2JS>();
const mostPatterns = 500;

/** Whether a pattern is found in a text, in a time that grows no faster than the text. */
export function findLinear(text: string, pattern: string, steps: Steps): boolean {
  if (pattern.length > mostPattern) throw new Error(`A pattern may be ${mostPattern} characters long.`);
  const known = patterns.get(pattern) ?? RE2JS.compile(pattern);
  if (patterns.size >= mostPatterns) patterns.clear();
  patterns.set(pattern, known);
  steps.spend(Math.ceil((text.length * known.programSize()) / searchedAStep));
  return known.matcher(text).find();
}
