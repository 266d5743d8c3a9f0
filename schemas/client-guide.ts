import { z } from "zod";

const words = (most: number) => z.string().trim().min(1).max(most);
const maybe = (most: number) => words(most).nullable().default(null);

/** Somebody at a client. */
export const ClientContact = z.strictObject({
  name: words(200),
  /** In words: what they decide, or know. */
  role: maybe(200),
  phone: maybe(50).refine((phone) => phone === null || /\d/.test(phone), "expected a number such as +49 89 1234567"),
  email: z.email("expected an e-mail address").max(320).nullable().default(null),
  note: maybe(2_000),
});
export type ClientContact = z.infer<typeof ClientContact>;

/** What is done at a client when something happens: where it is written, or the words themselves. */
export const ClientRunbook = z
  .strictObject({
    title: words(200),
    /** When it is to be followed, in words. */
    when: maybe(500),
    url: z
      .url({ protocol: /^https$/, error: "expected an address that begins with https://" })
      .max(2_000)
      .nullable()
      .default(null),
    /** In Markdown. */
    text: maybe(10_000),
  })
  .refine(({ url, text }) => url !== null || text !== null, {
    path: ["text"],
    error: "expected a link, or a text",
  });
export type ClientRunbook = z.infer<typeof ClientRunbook>;

const mostOfEach = 100;

/** In the order in which they are shown. */
export const ClientGuide = z.strictObject({
  contacts: z.array(ClientContact).max(mostOfEach),
  runbooks: z.array(ClientRunbook).max(mostOfEach),
});
export type ClientGuide = z.infer<typeof ClientGuide>;
