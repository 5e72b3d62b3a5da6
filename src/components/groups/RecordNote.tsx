import type { ReactNode } from 'react';
import type { Marked } from './marked.ts';

/** Says under a partition what of it is selected, after the mark that a record has on the strip. */
export function RecordNote({ marked: { by, sentences } }: { readonly marked: Marked }): ReactNode {
  if (by === null || by === 'leader' || sentences.length === 0) return null;
  return (
    <span className="gline-selected">
      {by === 'record' && <RecordGlyph />}
      {sentences.join(' ')}
    </span>
  );
}

/** The mark of a record, as it is on a strip. */
export function RecordGlyph(): ReactNode {
  return (
    <svg className="grecord-glyph" aria-hidden="true" width="9" height="12" viewBox="0 0 9 12">
      <rect x="1.5" y="1.5" width="6" height="9" rx="1" />
    </svg>
  );
}
