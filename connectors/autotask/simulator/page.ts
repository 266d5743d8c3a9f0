import { html } from "hono/html";
import { Hono } from "hono";
import { ticketPicklists } from "./picklists.ts";
import type { Control } from "./control.ts";
import type { Row } from "./state.ts";

const style =
  "body{font:15px system-ui;margin:2rem;max-width:60rem}article{border:1px solid #ccc;border-radius:6px;padding:1rem;margin:1rem 0}form{display:inline-block;margin-right:1rem}pre{white-space:pre-wrap}";

/** A page on which one can work tickets as a technician would. */
export function createPage(control: Control): Hono {
  const app = new Hono();
  app.get("/", (context) =>
    context.html(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <title>Autotask simulator</title>
            <style>
              ${style}
            </style>
          </head>
          <body>
            <h1>Autotask simulator</h1>
            ${control.tickets().length === 0 ? html`<p>No tickets yet. They appear here as soon as a hub creates them.</p>` : ""}
            ${control
              .tickets()
              .toReversed()
              .map((ticket) => showTicket(control, ticket))}
          </body>
        </html>`,
    ),
  );
  app.post("/desk/:id/status", async (context) => {
    const form = await context.req.parseBody();
    await control.setFields(Number(context.req.param("id")), { status: Number(form["status"]) });
    return context.redirect("/");
  });
  app.post("/desk/:id/notes", async (context) => {
    const form = await context.req.parseBody();
    await control.addNote(Number(context.req.param("id")), {
      description: String(form["text"] ?? ""),
      publish: form["public"] === "on" ? 1 : 2,
    });
    return context.redirect("/");
  });
  return app;
}

function showTicket(control: Control, ticket: Row) {
  const statuses = (ticketPicklists["status"] ?? []).filter(({ isActive }) => isActive);
  return html`<article>
    <h2>${String(ticket["ticketNumber"])} · ${String(ticket["title"])}</h2>
    <pre>${String(ticket["description"] ?? "")}</pre>
    <form method="post" action="/desk/${ticket.id}/status">
      <label
        >Status
        <select name="status">
          ${statuses.map(({ value, label }) => html`<option value="${value}" ${value === String(ticket["status"]) ? "selected" : ""}>${label}</option>`)}
        </select></label
      >
      <button>Set</button>
    </form>
    <form method="post" action="/desk/${ticket.id}/notes">
      <label>Note <input name="text" required /></label>
      <label><input type="checkbox" name="public" /> visible to the client</label> <button>Add</button>
    </form>
    <ul>
      ${control.notes(ticket.id).map((note) => html`<li>${note["publish"] === 1 ? "Public" : "Internal"}: ${String(note["description"])}</li>`)}
    </ul>
  </article>`;
}
