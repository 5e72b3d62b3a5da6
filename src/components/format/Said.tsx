import { Fragment, type ReactNode } from 'react';

type Slots<Words extends string> = Words extends `${string}{${infer Slot}}${infer Rest}` ? Slot | Slots<Rest> : never;

/**
 * A sentence of the catalogue with elements in it: each `{slot}` of `words` is replaced by the element of that name in `parts`, wherever
 * a language has it.
 */
export function Said<const Words extends string>({ words, parts }: { words: Words; parts: Readonly<Record<Slots<Words>, ReactNode>> }): ReactNode {
  // Every other piece is the name of a slot.
  return words.split(/\{(\w+)\}/).map((piece, index) => <Fragment key={index}>{index % 2 === 0 ? piece : (parts as Readonly<Record<string, ReactNode>>)[piece]}</Fragment>);
}
