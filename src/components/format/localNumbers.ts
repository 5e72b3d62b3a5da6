/** Numbers as a reader's language writes them. The words of the page are English; its numbers need not be. */
export interface LocalNumbers {
  /** A number with a point in it, as the simulator writes it, with the reader's decimal mark: `14.702`, `14,702`. Digits stay as they are. */
  readonly decimal: (written: string) => string;
  /** A sentence of the simulator in which numbers with a point stand before a unit: `after 1.5 ms`. Versions and names keep their points. */
  readonly text: (words: string) => string;
  /** How many there are, in groups of digits from ten thousand on. Offsets, epochs and seeds are names and not counted. */
  readonly count: (n: number) => string;
}

const WITH_UNIT = /(?<![\w.-])-?\d+\.\d+(?= ?(?:us|ms|s|min|h|d|k|B|KiB|MiB|GiB|TiB|%|times)(?![\w-]|\.\w))/g;

/** Of a language tag such as `de-CH`. Digits are Latin in every language, as in the identifiers beside them. */
export function localNumbers(locale: string): LocalNumbers {
  const plain = new Intl.NumberFormat(locale, { numberingSystem: 'latn', useGrouping: false });
  const mark = plain.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  const grouped = new Intl.NumberFormat(locale, { numberingSystem: 'latn', useGrouping: 'min2', maximumFractionDigits: 3 });
  const decimal = (written: string): string => (mark === '.' ? written : written.replace('.', mark));
  return {
    decimal,
    text: (words) => (mark === '.' ? words : words.replaceAll(WITH_UNIT, decimal)),
    count: (n) => grouped.format(n),
  };
}
