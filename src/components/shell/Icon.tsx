import type { ReactNode } from 'react';

const PATHS = {
  play: 'M5 3.2v9.6a.6.6 0 0 0 .92.5l7.3-4.8a.6.6 0 0 0 0-1L5.92 2.7A.6.6 0 0 0 5 3.2Z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  step: 'M3.5 3.4v9.2a.5.5 0 0 0 .77.42l6.4-4.6a.5.5 0 0 0 0-.84l-6.4-4.6a.5.5 0 0 0-.77.42ZM12 3h1.5v10H12z',
  next: 'M2 3.4v9.2a.5.5 0 0 0 .77.42l5.2-4.6a.5.5 0 0 0 0-.84l-5.2-4.6A.5.5 0 0 0 2 3.4ZM7.6 3.4v9.2a.5.5 0 0 0 .77.42l5.2-4.6a.5.5 0 0 0 0-.84l-5.2-4.6a.5.5 0 0 0-.77.42Z',
  restart: 'M8 3a5 5 0 1 1-4.8 3.6l1.44.42A3.5 3.5 0 1 0 8 4.5V7L4 3.75 8 .5V3Z',
  close: 'm4 2.9 4 4 4-4L13.1 4l-4 4 4 4-1.1 1.1-4-4-4 4L2.9 12l4-4-4-4z',
  down: 'm3.5 5.2 4.5 4.5 4.5-4.5 1.05 1.05L8 11.8 2.45 6.25z',
  right: 'M8.6 3.2 13.4 8l-4.8 4.8-1-1 3.05-3.05H2.5v-1.5h8.15L7.6 4.2z',
  theme: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 3a5 5 0 0 1 0 10Z',
  check: 'm6.3 10.5-3-3L2.2 8.6l4.1 4.1 7.5-7.5-1.1-1.1z',
} as const;

/** A small picture beside or instead of words; whoever uses it alone names the button. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
