import { useTranslation } from "react-i18next";
import { orNone } from "../data/address.ts";
import { priorities } from "../data/words.ts";
import { type FilterOption, FilterPicker } from "./filter-picker.tsx";

interface PickerProps<Value extends string> {
  label: string;
  /** What stands there while nothing is chosen. */
  all: string;
  /** As the address has it. */
  chosen: readonly Value[] | undefined;
  /** @param next undefined = nothing is chosen any more */
  onChange(next: Value[] | undefined): void;
}

interface NamePickerProps extends PickerProps<string> {
  names: readonly string[] | undefined;
  /** What stands before the names, such as "Nobody". */
  before?: readonly FilterOption[];
}

/** Narrows a list to what bears one of these names. */
export function NamePicker({ names = [], before = [], chosen = [], onChange, ...rest }: NamePickerProps) {
  const options = [...before, ...names.map((name) => ({ value: name, label: name }))];
  return <FilterPicker {...rest} options={options} chosen={chosen} onChange={(next) => onChange(orNone(next))} />;
}

interface WordPickerProps<Word extends string> extends PickerProps<Word> {
  words: readonly Word[];
  /** As people read it. */
  say(word: Word): string;
}

/** Narrows a list to some of the words that there are. */
export function WordPicker<Word extends string>({ words, say, chosen = [], onChange, ...rest }: WordPickerProps<Word>) {
  return (
    <FilterPicker
      {...rest}
      options={words.map((value) => ({ value, label: say(value) }))}
      chosen={chosen}
      onChange={(next) => onChange(orNone(words.filter((one) => next.includes(one))))}
    />
  );
}

export function ClientPicker(props: Omit<NamePickerProps, "label" | "all">) {
  const { t } = useTranslation();
  return <NamePicker label={t("ticketList.client")} all={t("ticketList.allClients")} {...props} />;
}

export function DeskPicker(props: Omit<NamePickerProps, "label" | "all">) {
  const { t } = useTranslation();
  return <NamePicker label={t("ticketList.desk")} all={t("ticketList.allDesks")} {...props} />;
}

type Priority = (typeof priorities)[number];

export function PriorityPicker(props: Pick<PickerProps<Priority>, "chosen" | "onChange">) {
  const { t } = useTranslation();
  return (
    <WordPicker
      label={t("ticketList.priority")}
      all={t("ticketList.allPriorities")}
      words={priorities}
      say={(value) => t(`common.priority.${value}`)}
      {...props}
    />
  );
}
