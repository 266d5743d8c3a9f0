/** Texts that vendors are known to trim, cut, unfold, escape or mark up. */
const awkward: readonly string[] = [
  "  spaces around  ",
  "trailing line ends\n\n\n",
  "windows\r\nline\r\nends\r\n",
  "tabs\tand\u00a0hard spaces",
  "a < b && c > d",
  "<b>bold</b> and <script>alert(1)</script>",
  "&amp; &lt;already&gt; &#39;escaped&#39;",
  "emoji 👩‍🚒🔥 and é as one and é as two",
  "right to left: \u202eabc\u202c שלום",
  "zero\u200bwidth\ufeff marks",
  "- a list\n- of\n  - things",
  "# a heading\n\n**not bold** `code`",
  "quotes \" ' ` ´ and \\ backslashes \\n",
  "many\n\n\n\nempty\n\n\n\nlines",
  "0012.500",
  "NULL",
];

/** So many different texts; every fourth is longer than the 2,000 characters at which some desks cut. */
export function listNormalised(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const text = awkward[index % awkward.length] ?? "";
    const numbered = index < awkward.length ? text : `${text}${index}`;
    return index % 4 === 3 ? `${numbered}\n${"long text, ".repeat(300)}${index}` : numbered;
  });
}
