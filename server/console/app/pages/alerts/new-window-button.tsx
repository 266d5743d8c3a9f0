import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../parts/icon.tsx";
import { NewWindowDialog } from "./new-window-dialog.tsx";

/** Opens the dialog for a new window. @param client its client, to begin with; undefined = all */
export function NewWindowButton({ client }: { client?: string }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="xs" leftSection={<Icon name="plus" size={14} />} onClick={() => setIsOpen(true)}>
        {t("windows.add")}
      </Button>
      {isOpen && (
        <NewWindowDialog {...(client === undefined ? {} : { first: { client } })} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
}
