import type { ReactNode } from 'react';

const PATHS = {
  first: 'M3 2.5v7M9.5 2.5L5 6l4.5 3.5',
  back: 'M7.5 2.5L3.5 6l4 3.5',
  on: 'M4.5 2.5l4 3.5-4 3.5',
  last: 'M9 2.5v7M2.5 2.5L7 6 2.5 9.5',
  out: 'M2.5 6h7',
  in: 'M2.5 6h7M6 2.5v7',
  clear: 'M3 3l6 6M9 3l-6 6',
} as const;

export function Icon({ name }: { readonly name: keyof typeof PATHS }): ReactNode {
  return (
    <svg className="log-icon" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
