import { ActionIcon } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon.tsx";
import css from "./move-buttons.module.css";

interface MoveButtonsProps {
  /** What is moved. */
  name: string;
  index: number;
  /** How many there are. */
  count: number;
  /** @param to its next place */
  onMove(to: number): void;
}

/** Moves one entry of a list whose order counts, by one place; the keys of its list are {@link keysOf}, so that the focus goes along. */
export function MoveButtons({ name, index, count, onMove }: MoveButtonsProps) {
  const { t } = useTranslation();
  const button = (icon: "collapse" | "down", label: string, to: number) => {
    const isOff = to < 0 || to >= count;
    return (
      // Not disabled: who has moved it to the end by keyboard would lose the place.
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        title={label}
        aria-disabled={isOff}
        {...(isOff ? { "data-disabled": true, className: css.off ?? "" } : {})}
        onClick={() => !isOff && onMove(to)}
      >
        <Icon name={icon} />
      </ActionIcon>
    );
  };
  return (
    <>
      {button("collapse", t("common.moveUp", { name }), index - 1)}
      {button("down", t("common.moveDown", { name }), index + 1)}
    </>
  );
}

/** Keys that an entry keeps wherever it stands. @param names may be the same */
export function keysOf(names: readonly string[]): readonly string[] {
  return names.map((name, index) => `${name} ${names.slice(0, index).filter((one) => one === name).length}`);
}
