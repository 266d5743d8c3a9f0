import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Failure } from "../../parts/failure.tsx";
import { type Connection, named } from "./connections.ts";
import { MapsEditor } from "./maps-editor.tsx";

/** What each value of a desk means here. Its lists are asked for when one looks, since they are its own to change. */
export function MapsTab({ connection }: { connection: Connection }) {
  const { name, maps } = connection;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ["connections", name, "maps", maps],
    queryFn: () => ask(api.connections[":name"].maps.proposal.$get(named(name))),
    staleTime: Number.POSITIVE_INFINITY,
    // Whoever is editing goes on while other tables have been saved.
    placeholderData: keepPreviousData,
  });
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones rows={8} />;
  return <MapsEditor connection={connection} proposal={isPlaceholderData ? { ...data, maps } : data} />;
}
