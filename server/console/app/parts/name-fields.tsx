import { Autocomplete, type AutocompleteProps, TagsInput, type TagsInputProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { choicesQuery } from "../data/lists.ts";

/** More are found by typing. */
const mostShown = 20;

/** A name, with those that are in use to choose from; another may be typed. */
export function NameField(props: AutocompleteProps) {
  return <Autocomplete limit={mostShown} withScrollArea={false} maxLength={200} {...props} />;
}

/** The name of a client. */
export function ClientField(props: Omit<AutocompleteProps, "data">) {
  const { data } = useQuery(choicesQuery);
  return <NameField data={data?.clients ?? []} {...props} />;
}

/** Names of clients, of which there may be none. */
export function ClientsField(props: Omit<TagsInputProps, "data">) {
  const { data } = useQuery(choicesQuery);
  return <TagsInput data={data?.clients ?? []} limit={mostShown} withScrollArea={false} {...props} />;
}
