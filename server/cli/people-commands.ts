import { type Command, Option } from "commander";
import { roles } from "../access/roles.ts";
import type { HubClient } from "./client.ts";
import { printTable } from "./print.ts";

type Hub = () => Promise<HubClient>;

interface Link {
  url: string;
  expiresAt: string;
  mailed?: boolean;
}

/** `interdesk people …`: who signs in. */
export function addPeopleCommands(program: Command, hub: Hub): void {
  const people = program.command("people").description("people who sign in, and what they may do");
  people
    .command("list")
    .description("who belongs to this tenant, and who is invited")
    .action(async () => {
      const rows = (await (await hub()).get("/people")) as Record<string, unknown>[];
      const columns = ["email", "name", "role", "clients", "acceptedAt", "usedAt", "secondFactor"];
      printTable(rows, columns, 'Nobody yet. Make the first owner with "interdesk people setup-link".');
    });
  people
    .command("invite")
    .argument("<email>")
    .requiredOption("--name <name>", "as others see it")
    .addOption(new Option("--role <role>", "what they may do").choices(roles).makeOptionMandatory())
    .option("--client <name...>", "the only clients that they see")
    .description("make a link by which somebody sets a password, once; it is mailed where mail is set")
    .action(async (email: string, { name, role, client }: { name: string; role: string; client?: string[] }) => {
      const body = { email, name, role, ...(client ? { clients: client } : {}) };
      printLink((await (await hub()).post("/people", body)) as Link);
    });
  addChanges(people, hub);
  people
    .command("reset-link")
    .argument("<person>", "e-mail address or id")
    .option("--drop-factors", "second factor and passkeys end with it, for who has lost a phone")
    .description("make a link for a new password; when it is used, all sessions end")
    .action(async (person: string, { dropFactors }: { dropFactors?: true }) => {
      const route = `/people/${encodeURIComponent(person)}/reset-link`;
      printLink((await (await hub()).post(route, { dropFactors: dropFactors === true })) as Link);
    });
  people
    .command("setup-link")
    .description("make a link by which somebody becomes an owner, once")
    .action(async () => printLink((await (await hub()).post("/people/setup-link")) as Link));
}

function addChanges(people: Command, hub: Hub): void {
  people
    .command("role")
    .argument("<person>", "e-mail address or id")
    .argument("<role>", roles.join(", "))
    .option("--client <name...>", "the only clients that they see from now on")
    .option("--all-clients", "they see all clients from now on")
    .description("what somebody may do, from the next request on")
    .action(async (person: string, role: string, { client, allClients }: { client?: string[]; allClients?: true }) => {
      const clients = allClients ? { clients: null } : client ? { clients: client } : {};
      await (await hub()).patch(`/people/${encodeURIComponent(person)}`, { role, ...clients });
      process.stdout.write(`${person} is ${role}.\n`);
    });
  people
    .command("remove")
    .argument("<person>", "e-mail address or id")
    .description("they belong to this tenant no more, from the next request on")
    .action(async (person: string) => {
      await (await hub()).remove(`/people/${encodeURIComponent(person)}`);
      process.stdout.write(`${person} is removed.\n`);
    });
  people
    .command("sign-out")
    .argument("<person>", "e-mail address or id")
    .description("end all their sessions")
    .action(async (person: string) => {
      const { ended } = (await (await hub()).post(`/people/${encodeURIComponent(person)}/sign-out`)) as {
        ended: number;
      };
      process.stdout.write(`${ended} sessions ended.\n`);
    });
}

function printLink({ url, expiresAt, mailed }: Link): void {
  process.stdout.write(
    `${url}\n\nIt works once, until ${expiresAt}, and is shown this once.${mailed ? " It was mailed as well." : ""}\n`,
  );
}
