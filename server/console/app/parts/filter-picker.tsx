import { Combobox, useCombobox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon.tsx";
import css from "./filter-picker.module.css";

export interface FilterOption {
  value: string;
  label: string;
}

interface FilterPickerProps {
  /** What is chosen, such as "Client". */
  label: string;
  /** What stands there while nothing is chosen, such as "All clients". */
  all: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onChange(chosen: string[]): void;
}
/** From so many on one types a part of the name. */
const searchFrom = 9;
/** More are not drawn: one types on. */
const mostShown = 100;

/** Narrows a list to any of several values. */
export function FilterPicker({ label, all, options, chosen, onChange }: FilterPickerProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const isLong = options.length >= searchFrom;
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch("");
    },
    onDropdownOpen: () => {
      if (isLong) combobox.focusSearchInput();
    },
  });
  const names = new Map(options.map(({ value, label: name }) => [value, name]));
  const wanted = search.trim().toLowerCase();
  const fitting = options.filter(({ label: name }) => name.toLowerCase().includes(wanted));
  const [first] = chosen;
  const words = first === undefined ? all : (names.get(first) ?? first);
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <Combobox store={combobox} onOptionSubmit={toggle} width={240} position="bottom-start" offset={4}>
      <Combobox.Target targetType="button">
        <button
          type="button"
          className={first === undefined ? css.all : css.chosen}
          aria-label={`${label}: ${first === undefined ? all : chosen.map((one) => names.get(one) ?? one).join(", ")}`}
          onClick={() => combobox.toggleDropdown()}
        >
          <span className={css.words}>{words}</span>
          {chosen.length > 1 && <span className={css.count}>+{chosen.length - 1}</span>}
          <Icon name="down" size={12} />
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {isLong && (
          <Combobox.Search
            value={search}
            aria-label={t("common.search")}
            placeholder={t("common.search")}
            onChange={({ currentTarget }) => {
              setSearch(currentTarget.value);
              combobox.updateSelectedOptionIndex();
            }}
          />
        )}
        <Combobox.Options className={css.options ?? ""} aria-label={label} aria-multiselectable>
          {fitting.slice(0, mostShown).map(({ value, label: name }) => (
            <Combobox.Option value={value} key={value} aria-selected={chosen.includes(value)}>
              <span className={css.option}>
                <span className={css.tick}>{chosen.includes(value) && <Icon name="check" size={14} />}</span>
                <span className={css.words}>{name}</span>
              </span>
            </Combobox.Option>
          ))}
          {fitting.length === 0 && <Combobox.Empty>{t("common.none")}</Combobox.Empty>}
        </Combobox.Options>
        {chosen.length > 0 && (
          <Combobox.Footer>
            <button type="button" className={css.clear} onClick={() => onChange([])}>
              {all}
            </button>
          </Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}
