import { pollRecords, readHinted } from "../../core/flows/read-records.ts";
import { pushLinks } from "../../core/flows/push-links.ts";
import type { PushDeps, PushTarget } from "../../core/flows/push-deps.ts";
import { reconcile } from "../../core/flows/reconcile.ts";
import type { Stores } from "../../core/ports/stores.ts";
import { Book } from "./book.ts";
import { RingDesk } from "./desk.ts";
import {
  rulesOf,
  type Answer,
  Clock,
  connectionIds,
  type DeskName,
  deskNames,
  startedAt,
  tenantId,
} from "./setting.ts";
import { createStores } from "./stores.ts";
import { KeyBroken, Tables } from "./tables.ts";
import { createVendor } from "./vendor.ts";
import { type Call, type Fault, type Work, Worker } from "./worker.ts";

/** Something of the product that a test of the judge breaks on purpose. */
export interface Broken {
  stores?: (stores: Stores) => Stores;
  vendor?: (vendor: PushTarget["desk"]) => PushTarget["desk"];
  rules?: Partial<PushTarget["rules"]>;
}

const quiet = () => undefined;

/** Three desks and the hub between them, one step at a time: the product's own flows over tables that are kept in memory. */
export class Ring {
  readonly clock = new Clock();
  readonly book = new Book();
  readonly tables = new Tables();
  readonly desks: Readonly<Record<DeskName, RingDesk>>;
  readonly workers: Worker[] = [];
  readonly #stores: Stores;
  readonly #broken: Broken;
  readonly #deps: Omit<PushDeps, "unit">;
  /** Requests of a dead process that have not reached their desk yet. */
  #orphans: Call[] = [];

  constructor(broken: Broken = {}) {
    const { clock, book, tables } = this;
    this.#broken = broken;
    this.desks = { A: new RingDesk("A", clock), B: new RingDesk("B", clock), C: new RingDesk("C", clock) };
    const stores = createStores(tables, clock, book);
    this.#stores = broken.stores?.(stores) ?? stores;
    this.#deps = {
      clock,
      ids: tables.ids,
      log: { info: quiet, warn: quiet, error: quiet },
      metrics: { count: quiet, observe: quiet },
      trace: (_name, _parent, run) => run(),
      health: { noteSuccess: async () => undefined, noteFailure: async () => undefined },
      random: () => 0.5,
      asUrgent: (_urgent, run) => run(),
      hash: () => "",
      mostAttachmentBytes: 0,
      inFileTurn: (_connectionId, _bytes, work) => work(),
      // Whoever dies here does nothing more; its lease lapses.
      insist: async () => undefined,
      failpoint: quiet,
    };
  }

  /** Begins a piece of work; answers undefined when somebody is at it, or nothing is owed. */
  begin(work: Work, desk: DeskName, pick = 0): Worker | undefined {
    const alone = work === "poll" || work === "reconcile";
    if (alone && this.workers.some((one) => one.work === work && one.desk === desk)) return undefined;
    if (work === "hint" && ![...this.tables.hintsOf(connectionIds[desk]).values()].some(({ due }) => due))
      return undefined;
    if (work === "push" && this.tables.claimable(connectionIds[desk]).length === 0) return undefined;
    const run = (worker: Worker) => this.#work(work, this.#depsOf(worker), this.#targetOf(worker), pick);
    const worker = new Worker(desk, work, (call, fault) => this.#reach(call, fault), run);
    this.workers.push(worker);
    return worker;
  }

  #work(work: Work, deps: PushDeps, target: PushTarget, pick: number): Promise<unknown> {
    switch (work) {
      case "poll":
        return pollRecords(deps, target);
      case "hint":
        return readHinted(deps, target);
      case "reconcile":
        return reconcile(deps, target, true);
      case "push":
        return pushLinks(deps, target, String(pick));
    }
  }

  #depsOf(worker: Worker): PushDeps {
    const unit: PushDeps["unit"] = {
      inTenant: async (_tenant, run) => {
        await worker.pause();
        this.tables.transaction += 1;
        const undo = this.tables.save();
        try {
          return await run(this.#stores);
        } catch (cause) {
          undo();
          throw cause;
        }
      },
    };
    return { ...this.#deps, unit };
  }

  #targetOf(worker: Worker): PushTarget {
    const { desk: name } = worker;
    const vendor = createVendor(this.desks[name], this.book, worker, (marker) => {
      return this.tables.rowsAt(connectionIds[name]).find(({ link }) => link.marker === marker)?.link.ticketId;
    });
    const rules = { ...rulesOf(name), ...this.#broken.rules };
    const desk = this.#broken.vendor?.(vendor) ?? vendor;
    return { tenantId, connectionId: connectionIds[name], version: 1, name, desk, rules, startedAt };
  }

  /** One step of one worker; the fault strikes when its call is at the desk. Answers whether it goes on. */
  async step(worker: Worker, fault: Fault = "none"): Promise<boolean> {
    this.book.steps += 1;
    this.clock.pass();
    if (worker.pending) {
      worker.answer = this.#reach(worker.pending, fault);
      return true;
    }
    await worker.goOn();
    if (!worker.over) return true;
    this.workers.splice(this.workers.indexOf(worker), 1);
    this.#judgeFailure(worker);
    return false;
  }

  #judgeFailure({ work, desk, failure }: Worker): void {
    if (failure === undefined) return;
    if (!(failure instanceof KeyBroken)) throw failure;
    this.book.complain(`(key) ${work} in ${desk} fails for ever: ${failure.message}`);
  }

  /** A call is at its desk. */
  #reach({ run, writes }: Call, fault: Fault): Answer<unknown> {
    this.book.steps += 1;
    this.clock.pass();
    if (fault !== "none") this.book.disturbances += 1;
    if (fault === "refused") return { ok: false, error: { kind: "unavailable", detail: "refused" } };
    if (writes) this.book.writes += 1;
    const answer = run();
    if (fault === "none") return answer;
    return { ok: false, error: { kind: writes ? "unknownOutcome" : "unavailable", detail: "no answer came" } };
  }

  async finish(worker: Worker): Promise<void> {
    worker.hurry = true;
    while (await this.step(worker));
  }

  /** The process dies; requests on their way reach their desks later, or never. */
  crash(landing: boolean): void {
    for (const { pending } of this.workers) {
      this.book.disturbances += 1;
      if (pending?.writes && landing) this.#orphans.push(pending);
    }
    this.workers.splice(0);
  }

  /** What a dead process had sent arrives. */
  land(): void {
    for (const orphan of this.#orphans.splice(0)) this.#reach(orphan, "none");
  }

  /** Leases run out: by then every request has arrived. Nobody waits for that while the process lives. */
  restart(): void {
    this.land();
    if (this.workers.length > 0) return;
    for (const row of this.tables.links.values()) this.tables.links.set(row.link.id, { ...row, leased: false });
    for (const desk of deskNames) {
      const hints = this.tables.hintsOf(connectionIds[desk]);
      for (const [id, hint] of hints) hints.set(id, { ...hint, due: true });
    }
  }

  /** One webhook arrives, whichever of those on their way. */
  deliver(desk: DeskName, pick: number, manner: "once" | "twice" | "lost"): void {
    const { webhooks } = this.desks[desk];
    const [id] = webhooks.splice(pick % Math.max(1, webhooks.length), 1);
    if (id === undefined || manner === "lost") return;
    if (manner === "twice") webhooks.push(id);
    this.tables.hint(connectionIds[desk], id);
  }
}
