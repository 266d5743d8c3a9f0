import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { queries } from "../../data/queries.ts";
import { tell } from "../../parts/tell.tsx";

/** Changes who is on duty, says so, and closes. */
export function useDutyChange(change: () => Promise<unknown>, onClose: () => void) {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      tell(t("onCall.made"));
      onClose();
      await queries.invalidateQueries({ queryKey: ["on-call"] });
    },
  });
}
