import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Breakable } from "../../parts/breakable.tsx";
import type { IconName } from "../../parts/icon.tsx";
import { Icon } from "../../parts/icon.tsx";
import { useHubWords } from "../../hub-words/use-hub-words.ts";
import { shorten, useFieldWords } from "./field-words.ts";
import { choosable, type SideCell, type SideRow } from "./side-rows.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./sides.module.css";
import type { SideOfRecord, TicketView } from "./ticket-queries.ts";
import { useSettle } from "./use-settle.ts";

const looks: Readonly<Record<SideOfRecord["state"], { cell: string; icon: IconName | undefined }>> = {
  equal: { cell: "same", icon: undefined },
  ignored: { cell: "same", icon: "dot" },
  owed: { cell: "other", icon: "up" },
  differs: { cell: "other", icon: "dot" },
  refused: { cell: "held", icon: "triangle" },
  contested: { cell: "held", icon: "triangle" },
  unmapped: { cell: "held", icon: "triangle" },
  unsayable: { cell: "held", icon: "triangle" },
  conflict: { cell: "conflict", icon: "conflict" },
};

/** How a cell looks: muted where it says the same, an edge where somebody has to act. */
export function lookOf({ side }: SideCell): string {
  return css[side ? looks[side.state].cell : "same"] ?? "";
}

/** What a desk says of a field, and in a word how that stands to ours. */
export function SideValue({ field, cell: { side } }: { field: string; cell: SideCell }) {
  const { t } = useTranslation();
  const words = useFieldWords();
  if (!side)
    return (
      <span className={css.state}>
        <Icon name="dot" size={14} />
        {t("ticket.sides.states.absent")}
      </span>
    );
  const { icon } = looks[side.state];
  return (
    <>
      <span className={css.value}>
        <Breakable text={words.plain(field, side.theirs)} />
      </span>
      {icon && (
        <span className={css.state}>
          <Icon name={icon} size={14} />
          {t(`ticket.sides.states.${side.state}`)}
        </span>
      )}
    </>
  );
}

interface SideNoteProps {
  row: SideRow;
  cell: SideCell;
  ticket: TicketView;
  /** Whether whoever looks may decide. */
  mayAct: boolean;
}

/** Under a row: why a desk does not say the same, and the choice between both values. */
export function SideNote({ row: { field, ours }, cell: { record, side }, ticket, mayAct }: SideNoteProps) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const hub = useHubWords();
  const settle = useSettle(ticket.id);
  if (!side || side.state === "equal" || side.state === "ignored") return null;
  const name = record.connection;
  const waits = ticket.links.find(({ id }) => id === record.id)?.lastError ?? undefined;
  const own = shorten(words.value(field, ours), 60);
  const why =
    side.state === "owed" && waits !== undefined
      ? t("ticket.sides.why.owedWaits", { name, detail: hub.fault(waits) })
      : t(`ticket.sides.why.${side.state}`, { name, ours: own });
  const [keepWord, takeWord] = [words.value(field, ours), words.value(field, side.theirs)].map((word) => shorten(word));
  const decide = (choice: "keep" | "take") =>
    settle.mutate({
      link: record.id,
      field: side.field,
      choice,
      told:
        choice === "keep"
          ? t("ticket.sides.kept", { value: keepWord ?? "", name })
          : t("ticket.sides.taken", { value: takeWord ?? "", name }),
    });
  return (
    <div className={css.note}>
      <p>
        {why}
        {side.state === "refused" && side.detail !== null && (
          <span className={css.detail}> {sayHubWords(side.detail)}</span>
        )}
      </p>
      {mayAct && choosable.includes(side.state) && (
        <span className={css.choices}>
          {side.state !== "unsayable" && (
            <Button
              variant="default"
              size="compact-sm"
              className={css.choice ?? ""}
              disabled={settle.isPending}
              onClick={() => decide("keep")}
            >
              {t("ticket.sides.keep", { value: keepWord ?? "" })}
            </Button>
          )}
          {side.state !== "unmapped" && (
            <Button
              variant="default"
              size="compact-sm"
              className={css.choice ?? ""}
              disabled={settle.isPending}
              onClick={() => decide("take")}
            >
              {isEmpty(side.theirs) ? t("ticket.sides.clear") : t("ticket.sides.take", { value: takeWord ?? "" })}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

/** Who decides where several have changed a field. */
export function useDecides(): (row: SideRow) => string {
  const { t } = useTranslation();
  return ({ decides }) => {
    switch (decides.kind) {
      case "desk":
        return t("ticket.sides.decides", { name: decides.name });
      case "latest":
        return t("ticket.sides.latestDecides");
      case "ask":
        return t("ticket.sides.personDecides");
      case "hub":
        return t("ticket.sides.decides", { name: t("ticket.sides.hub") });
    }
  };
}
