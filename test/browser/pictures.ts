#!/usr/bin/env node
import { Command } from "commander";
import { listViews } from "./pictures/views.ts";
import { takePictures } from "./pictures/take-pictures.ts";
import { openRealisticWorld } from "./support/realistic-world.ts";

const usual = new URL("../../server/console/pictures/", import.meta.url).pathname;

interface Options {
  only?: string;
  folder: string;
}

async function run({ only, folder }: Options): Promise<void> {
  const closers: (() => Promise<void>)[] = [];
  const tell = (what: string) => void process.stdout.write(`${what}\n`);
  try {
    const { own, parts } = await openRealisticWorld({ after: (close) => void closers.unshift(close) }, tell);
    const all = await listViews(parts.api);
    const views = all.filter(({ name }) => only === undefined || only.split(",").some((part) => name.startsWith(part)));
    if (views.length === 0)
      throw new Error(`There is no view "${only}". There are: ${all.map(({ name }) => name).join(", ")}.`);
    const taken = await takePictures(own, views, folder, tell);
    for (const complaint of own.complaints) tell(`The browser complained: ${complaint}`);
    tell(`${taken} pictures are in ${folder}`);
  } finally {
    for (const close of closers) await close();
  }
}

const program = new Command("console:pictures")
  .description("Takes pictures of every page of the console, with the data of a busy morning.")
  .option("--only <names>", "beginnings of the names of views, with commas between")
  .option("--folder <path>", "where they go", usual)
  .action(run);

try {
  await program.parseAsync();
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}
process.exit();
