import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { askFile } from "../data/ask.ts";
import { useProblemText } from "./failure.tsx";
import { saveFile } from "./save-file.ts";
import { tellFailure } from "./tell.tsx";

interface DownloadButtonProps {
  label: string;
  title?: string;
  fileName: string;
  request(): Promise<Response>;
}

/** Fetches what the hub hands out and saves it: a link alone could not say for which tenant it asks. */
export function DownloadButton({ label, title = "", fileName, request }: DownloadButtonProps) {
  const explain = useProblemText();
  const download = useMutation({
    mutationFn: async () => saveFile(await (await askFile(request())).blob(), fileName),
    onError: (error) => tellFailure(explain(error)),
  });
  return (
    <Button variant="default" title={title} loading={download.isPending} onClick={() => download.mutate()}>
      {label}
    </Button>
  );
}
