import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../../../data/ask.ts";
import { Bones } from "../../../parts/bones.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { Failure } from "../../../parts/failure.tsx";
import { Icon } from "../../../parts/icon.tsx";
import css from "../settings.module.css";
import { readDocument } from "./api-document.ts";
import api from "./api.module.css";
import { OperationEntry } from "./operation-entry.tsx";

/** Every route of the API, from its own document, to be read and tried. */
export function ApiPart() {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["openapi"],
    queryFn: async () => readDocument(await askPath("GET", "/api/openapi.json")),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const wanted = words.toLowerCase().split(/\s+/);
  const found = (data?.operations ?? []).filter(({ method, path, summary, tag }) => {
    const all = `${method} ${path} ${summary} ${tag}`.toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
  const tags = [...new Set(found.map(({ tag }) => tag))];
  return (
    <>
      <div className={css.head}>
        <p className={css.about}>{t("settings.api.about")}</p>
        <Button variant="default" component="a" href="/api/openapi.json" download="openapi.json">
          {t("settings.api.download")}
        </Button>
      </div>
      <TextInput
        aria-label={t("settings.api.filter")}
        placeholder={t("settings.api.filter")}
        leftSection={<Icon name="search" />}
        className={api.filter}
        value={words}
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
      />
      {error && <Failure error={error} retry={() => void refetch()} />}
      {isPending && <Bones rows={8} />}
      {data && found.length === 0 && <Empty title={t("settings.api.noMatch")} />}
      {data &&
        tags.map((tag) => (
          <section key={tag} className={api.group}>
            <h2>{tag}</h2>
            {found
              .filter((one) => one.tag === tag)
              .map((operation) => (
                <OperationEntry key={operation.id} operation={operation} shapes={data.shapes} />
              ))}
          </section>
        ))}
    </>
  );
}
