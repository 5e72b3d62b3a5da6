/** A text parted by the words that are to be explained in it: what stands between them and a word by turns. A word is whole: `flag` has no `lag`. */
export function partedByTerms(text: string, terms: readonly string[]): readonly string[] {
  // The longer of two that begin alike comes first.
  const escaped = terms.toSorted((a, b) => b.length - a.length).map((term) => term.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  // A full stop after a word ends a sentence and not the word.
  return text.split(new RegExp(String.raw`(?<![\w.-])(${escaped.join('|')})(?![\w-]|\.\w)`));
}
