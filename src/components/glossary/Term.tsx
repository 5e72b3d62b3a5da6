import { useId, useRef } from 'react';
import type { ReactNode, ToggleEvent } from 'react';
import '../styles/glossary.css';
import { findTerm } from './terms.ts';

interface TermProps {
  /** The word to explain, in any spelling the glossary knows. */
  readonly of: string;
  /** What to show; the word itself when left out. */
  readonly children?: ReactNode;
}

const MARGIN = 8;

/** A word that explains itself when it is clicked. What the glossary does not have stays plain text. */
export function Term({ of, children }: TermProps): ReactNode {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const entry = findTerm(of);
  if (entry === undefined) return children ?? of;
  const place = (event: ToggleEvent<HTMLElement>): void => {
    if (event.newState === 'open' && button.current !== null) placeBeside(event.currentTarget, button.current);
  };
  return (
    <>
      <button type="button" className="term" ref={button} popoverTarget={id}>
        {children ?? of}
      </button>
      <span id={id} popover="auto" className="term-popover" role="note" onToggle={place}>
        <strong>{entry.name}</strong> {entry.text}
      </span>
    </>
  );
}

/** Under the word, or over it where there is no room, and always within the page. */
function placeBeside(popover: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = at.bottom + 4 + height <= window.innerHeight - MARGIN;
  const left = Math.max(MARGIN, Math.min(at.left, window.innerWidth - width - MARGIN));
  popover.style.left = `${left}px`;
  popover.style.top = `${Math.max(MARGIN, below ? at.bottom + 4 : at.top - 4 - height)}px`;
}
