/** Ways of looking at one moment of a run, in the order of their keys. Part of the formats: documents, links and embeds name them. */
export const LENSES = ['cluster', 'partitions', 'groups', 'sequence', 'metrics'] as const;
export type Lens = (typeof LENSES)[number];

export function isLens(text: unknown): text is Lens {
  return (LENSES as readonly unknown[]).includes(text);
}
