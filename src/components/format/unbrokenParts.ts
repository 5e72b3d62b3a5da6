/** A number with its unit, as `430 ms` or `1 min 20 s`; or a name with hyphens, unless it is so long that it might not fit beside its label. */
const WHOLE = /((?:\d[\d.,]* (?:µs|us|ms|s|min|h|d|B|KiB|MiB|GiB|TiB)(?![\w-]) ?)+(?<! )|(?<![\w.-])[\w.@]+(?:-[\w.@]+)+(?![\w-]))/u;
const LONGEST = 14;

/** What is written in one line, and what is between that. */
export function unbrokenParts(words: string): readonly { readonly text: string; readonly isWhole: boolean }[] {
  return words.split(WHOLE).flatMap((text, index) => (text === '' ? [] : [{ text, isWhole: index % 2 === 1 && text.length <= LONGEST }]));
}
