import { InvalidArgumentError } from "commander";

/** How many rows a list shows. */
export function parseCount(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 500)
    throw new InvalidArgumentError("expected a whole number from 1 to 500");
  return value;
}
