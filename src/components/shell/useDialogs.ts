import { useEffect, useMemo, useRef, useState } from 'react';
import { NOTHING_TYPED, type DialogContextValue, type DialogName, type TypedAhead } from './dialogContext.ts';

/**
 * Which dialog is over the page. A dialog may have to be fetched first: from when it is asked for no key does anything to the page, and what
 * is typed meanwhile is kept for its field. Escape takes the wish back.
 */
export function useDialogs(): { readonly opened: DialogName | null; readonly dialogs: DialogContextValue; readonly typedAhead: TypedAhead } {
  const [opened, setOpened] = useState<DialogName | null>(null);
  const [typedAhead, setTyped] = useState(NOTHING_TYPED);
  // Keys come faster than pictures.
  const wanted = useRef<DialogName | null>(null);
  const dialogs = useMemo(
    (): DialogContextValue => ({
      open: (name) => {
        wanted.current = name;
        setTyped(NOTHING_TYPED);
        setOpened(name);
      },
    }),
    [],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (wanted.current === null || document.querySelector('dialog[open]') !== null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.stopImmediatePropagation();
      if (event.key === 'Tab') return;
      event.preventDefault();
      if (event.key === 'Escape') dialogs.open(null);
      else setTyped((typed) => withKey(typed, event.key));
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [dialogs]);
  return { opened, dialogs, typedAhead };
}

/** What stands in a field after one more key. */
export function withKey(typed: TypedAhead, key: string): TypedAhead {
  const { text, isEntered } = typed;
  if (isEntered) return typed;
  if (key === 'Enter') return { text, isEntered: true };
  if (key === 'Backspace') return { text: text.slice(0, -1), isEntered };
  // Other keys have names, of at least two letters; a character may be two code units, and is no letter then.
  return /^\w{2}/.test(key) ? typed : { text: text + key, isEntered };
}
