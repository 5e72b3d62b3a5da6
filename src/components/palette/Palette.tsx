import { use, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import * as words from '../../words/palette.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { TypedAheadContext, type TypedAhead } from '../shell/dialogContext.ts';
import { focusFirst } from '../shell/focusFirst.ts';
import { useAppState } from '../simulatorContext.tsx';
import type { PaletteItem } from './paletteItem.ts';
import { rank } from './rank.ts';
import { usePaletteItems } from './usePaletteItems.ts';
import '../styles/palette.css';

/** Everything that can be done, to be searched. */
export default function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const id = useId();
  const typedAhead = use(TypedAheadContext);
  const [query, setQuery] = useState<string | null>(null);
  const sought = query ?? typedAhead.text;
  const [at, setAt] = useState(0);
  const items = usePaletteItems(onClose);
  useEnteredAhead(typedAhead, items);
  const shown = rank(items, useDeferredValue(sought));
  const chosen = Math.min(at, Math.max(0, shown.length - 1));
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = destination(event.key, chosen, shown.length);
    if (to !== null) setAt(to);
    // What is typed counts, though the list may not have been drawn anew yet.
    else if (event.key === 'Enter') rank(items, sought)[chosen]?.act();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={words.commands} onClose={onClose}>
      <div className="palette">
        <input
          ref={focusFirst}
          className="palette-input"
          role="combobox"
          aria-label={words.searchCommands}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={shown.length === 0 ? undefined : `${id}-${chosen}`}
          autoComplete="off"
          spellCheck={false}
          placeholder={words.examples}
          value={sought}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <output className="visually-hidden">{shown.length === 0 ? words.nothingFound : words.found(shown.length)}</output>
        {shown.length === 0 && <p className="palette-none">{words.nothingLikeThat}</p>}
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- options of a select cannot be shelved and described */}
        <div role="listbox" id={`${id}-list`} aria-label={words.commands} className="palette-list">
          {shown.map((item, index) => (
            <Row key={item.id} id={`${id}-${index}`} item={item} isChosen={index === chosen} startsShelf={shown[index - 1]?.shelf !== item.shelf} onPoint={() => setAt(index)} />
          ))}
        </div>
      </div>
    </Dialog>
  );
}

/** Whoever knew what they wanted pressed Enter before the list was there: it is done as soon as what can be done to the cluster is known. */
function useEnteredAhead({ text, isEntered }: TypedAhead, items: readonly PaletteItem[]): void {
  const isKnown = useAppState((state) => state.offers !== null || state.run === null);
  const isDone = useRef(!isEntered);
  useEffect(() => {
    if (isDone.current || !isKnown) return;
    isDone.current = true;
    rank(items, text)[0]?.act();
  }, [isKnown, items, text]);
}

interface RowProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly isChosen: boolean;
  readonly startsShelf: boolean;
  readonly onPoint: () => void;
}

function Row({ id, item, isChosen, startsShelf, onPoint }: RowProps): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <>
      {startsShelf && (
        <p className="palette-shelf" role="presentation">
          {item.shelf}
        </p>
      )}
      {/* Keys are heard by the field that has the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus, jsx-a11y/prefer-tag-over-role */}
      <div ref={element} id={id} role="option" aria-selected={isChosen} className="palette-item" data-danger={item.isDanger === true ? '' : undefined} onPointerMove={onPoint} onClick={item.act}>
        <span className="palette-words">{item.words}</span>
        {item.keys !== undefined && <kbd>{item.keys}</kbd>}
        {item.about !== undefined && <span className="palette-about">{item.about}</span>}
      </div>
    </>
  );
}

function destination(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(count - 1, at + 8);
    case 'PageUp':
      return Math.max(0, at - 8);
    default:
      return null;
  }
}
