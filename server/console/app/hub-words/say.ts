/** The hub speaks English, to programs and to people; here its sentences are said in the language that was chosen. */
let translate = (text: string): string => text;

/** @param translator undefined = the hub's own words as they are */
export function speakThrough(translator: ((text: string) => string) | undefined): void {
  translate = translator ?? ((text) => text);
}

/** A sentence of the hub in the chosen language; what a vendor has said in it stays as it is. */
export function sayHubWords(text: string): string {
  return translate(text);
}
