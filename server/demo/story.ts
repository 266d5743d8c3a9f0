/** Prints each step, what was seen, and whether it is as it should be. */
export class Story {
  failures = 0;
  #step = 0;

  tell(text: string): void {
    this.#step += 1;
    process.stdout.write(`\n${this.#step}. ${text}\n`);
  }

  check(text: string, holds: boolean): void {
    if (!holds) this.failures += 1;
    process.stdout.write(`   ${holds ? "✓" : "✗"} ${text}\n`);
  }
}
