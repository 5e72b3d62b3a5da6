import { partedByTerms } from '../glossary/partedByTerms.ts';

/** Lines parted by the words that are to be explained in them: what stands between them and a word by turns. Each is explained where it stands first, and is plain text after that. */
export function termedOnce(lines: readonly string[], terms: readonly string[]): readonly (readonly string[])[] {
  const explained = new Set<string>();
  return lines.map((line) => {
    const parts: string[] = [''];
    partedByTerms(line, terms).forEach((part, index) => {
      if (index % 2 === 1 && !explained.has(part)) {
        explained.add(part);
        parts.push(part, '');
      } else parts.push(`${parts.pop() ?? ''}${part}`);
    });
    return parts;
  });
}
