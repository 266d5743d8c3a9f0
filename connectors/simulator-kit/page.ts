import { Hono } from "hono";
import { html } from "hono/html";
import type { DeskSimulator, SimulatedTicket } from "./desk-simulator.ts";
import type { SimulatorEnv } from "./serve.ts";

type Handle = Pick<DeskSimulator, "technician" | "tickets">;

/** Labels that the page offers; the vendor's own. */
export interface PageLists {
  title: string;
  statuses: readonly string[];
  priorities: readonly string[];
  /** E-mail addresses. */
  people: readonly string[];
}

const style = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}
article{border:1px solid #8885;border-radius:8px;padding:1rem;margin:1rem 0}form{display:inline-flex;gap:.5rem;align-items:center;margin:.25rem 1rem .25rem 0}
pre{white-space:pre-wrap}.internal{background:#fd03;padding:0 .3rem}h2{margin:0 0 .5rem;font-size:1.05rem}`;

/** A page on which one can work tickets as a technician would. */
export function createPage(handle: Handle, lists: PageLists): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.get("/", (context) => context.html(showPage(handle.tickets(), lists)));
  app.post("/desk", async (context) => {
    const form = await context.req.parseBody();
    await handle.technician.createTicket({
      title: String(form["title"]),
      description: String(form["description"] ?? ""),
    });
    return context.redirect("/");
  });
  app.post("/desk/:id/edit", async (context) => {
    const form = await context.req.parseBody();
    const assignee = String(form["assignee"] ?? "");
    await handle.technician.edit(context.req.param("id"), {
      status: String(form["status"]),
      priority: String(form["priority"]),
      assignee: assignee === "" ? null : assignee,
    });
    return context.redirect("/");
  });
  app.post("/desk/:id/comments", async (context) => {
    const form = await context.req.parseBody();
    const visibility = form["public"] === "on" ? "public" : "internal";
    await handle.technician.addComment(context.req.param("id"), { text: String(form["text"] ?? ""), visibility });
    return context.redirect("/");
  });
  return app;
}

function showPage(tickets: readonly SimulatedTicket[], lists: PageLists) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${lists.title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <h1>${lists.title}</h1>
        <form method="post" action="/desk">
          <label>New ticket <input name="title" required /></label>
          <label>Text <input name="description" /></label> <button>Create</button>
        </form>
        ${tickets.length === 0 ? html`<p>No tickets yet. They appear here as soon as a hub creates them.</p>` : ""}
        ${tickets.toReversed().map((ticket) => showTicket(ticket, lists))}
      </body>
    </html>`;
}

function showTicket(ticket: SimulatedTicket, lists: PageLists) {
  const pick = (name: string, values: readonly string[], current: string) =>
    html`<select name="${name}" aria-label="${name}">
      ${values.map((value) => html`<option value="${value}" ${value === current ? "selected" : ""}>${value || "nobody"}</option>`)}
    </select>`;
  return html`<article>
    <h2>${ticket.number} · ${ticket.title}</h2>
    <pre>${ticket.description}</pre>
    <form method="post" action="/desk/${ticket.id}/edit">
      ${pick("status", lists.statuses, ticket.status)} ${pick("priority", lists.priorities, ticket.priority)}
      ${pick("assignee", ["", ...lists.people], ticket.assignee ?? "")}
      <button>Save</button>
    </form>
    <form method="post" action="/desk/${ticket.id}/comments">
      <label>Note <input name="text" required /></label>
      <label><input type="checkbox" name="public" /> visible to the client</label> <button>Add</button>
    </form>
    <ul>
      ${ticket.comments.map(({ visibility, text }) => html`<li><span class="${visibility}">${visibility}</span> ${text}</li>`)}
      ${ticket.attachments.map(({ fileName, sizeBytes }) => html`<li>File ${fileName}, ${sizeBytes} bytes</li>`)}
    </ul>
  </article>`;
}
