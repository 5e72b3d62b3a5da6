import { useId, useRef, useState } from 'react';
import type { ReactNode, ToggleEvent } from 'react';
import * as words from '../../words/glossary/explained.ts';
import type { TermEntry } from '../../words/glossary/termEntry.ts';
import '../styles/glossary.css';
import { Explained } from './Explained.tsx';

interface TermProps {
  /** The word to explain, in any spelling the glossary knows. */
  readonly of: string;
  /** What to show; the word itself when left out. */
  readonly children?: ReactNode;
}

const MARGIN = 8;

/** A word that explains itself when it is clicked. The glossary is fetched for the first one. */
export function Term({ of, children }: TermProps): ReactNode {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLSpanElement>(null);
  const [entry, setEntry] = useState<TermEntry | null>(null);
  const place = (): void => {
    if (popover.current?.matches(':popover-open') === true && button.current !== null) placeBeside(popover.current, button.current);
  };
  const onToggle = ({ newState }: ToggleEvent<HTMLElement>): void => {
    if (newState !== 'open') return;
    place();
    if (entry !== null) return;
    void import('./terms.ts').then(({ findTerm }) => {
      setEntry(findTerm(of) ?? { name: of, text: words.noEntry });
      requestAnimationFrame(place);
    });
  };
  return (
    <>
      <button type="button" className="term" ref={button} popoverTarget={id}>
        {children ?? of}
      </button>
      <span id={id} popover="auto" className="term-popover" role="note" ref={popover} onToggle={onToggle}>
        {entry !== null && <Explained entry={entry} onLeave={() => popover.current?.hidePopover()} />}
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
