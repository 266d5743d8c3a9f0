/**
 * How much two texts have in common: words in both, as a share of the words in either.
 *
 * @returns 0 … 1; 0 when one of them says nothing
 * @see Jaccard, "The Distribution of the Flora in the Alpine Zone" (1912)
 */
export function shareWords(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let common = 0;
  for (const word of one) if (other.has(word)) common += 1;
  return common / (one.size + other.size - common);
}
