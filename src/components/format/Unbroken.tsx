import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { unbrokenParts } from './unbrokenParts.ts';

/** Words in lines that end neither between a number and its unit nor within a name such as `orders-0`. */
export function Unbroken({ words }: { readonly words: string }): ReactNode {
  return unbrokenParts(words).map(({ text, isWhole }, index) =>
    isWhole ? (
      <span key={index} className="unbroken">
        {text}
      </span>
    ) : (
      <Fragment key={index}>{text}</Fragment>
    ),
  );
}
