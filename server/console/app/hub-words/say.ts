type Translate = (text: string) => string;

interface Speech {
  bring: () => Promise<Translate>;
  /** What is shown is to be drawn again. */
  onBrought: () => void;
}

let speech: Speech | undefined;
let translate: Translate | undefined;
let isComing = false;

/** The hub speaks English; from now on its sentences are said in another language, which comes with the first of them. */
export function speakThrough(next: Speech | undefined): void {
  speech = next;
  translate = undefined;
  isComing = false;
}

/** A sentence of the hub in the chosen language; what a vendor has said in it stays as it is. */
export function sayHubWords(text: string): string {
  if (translate) return translate(text);
  if (speech && !isComing && text !== "") void bring(speech);
  return text;
}

async function bring(asked: Speech): Promise<void> {
  isComing = true;
  try {
    const brought = await asked.bring();
    if (speech !== asked) return;
    translate = brought;
    asked.onBrought();
  } catch {
    // Said in English until the next page is drawn.
    if (speech === asked) isComing = false;
  }
}
