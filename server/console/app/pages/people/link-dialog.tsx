import { useTranslation } from "react-i18next";
import { Dialog } from "../../parts/dialog.tsx";
import { Once } from "../../parts/once.tsx";
import { useFormats } from "../../text/formats.ts";

export interface ShownLink {
  kind: "invite" | "reset";
  email: string;
  url: string;
  expiresAt: string;
  mailed: boolean;
}

/** A link that works once, for who cannot be mailed. */
export function LinkDialog({ link, onClose }: { link: ShownLink | undefined; onClose(): void }) {
  const { t } = useTranslation();
  const { full } = useFormats();
  if (!link) return null;
  const title = t(link.kind === "invite" ? "people.linkFor" : "people.resetFor", { email: link.email });
  const about = t(link.mailed ? "people.mailed" : "people.notMailed", { until: full(link.expiresAt) });
  return (
    <Dialog title={title} opened onClose={onClose}>
      <Once label={title} secret={link.url} about={about} />
    </Dialog>
  );
}
