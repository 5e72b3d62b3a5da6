import { createContext, use } from 'react';
import type { AdditionKind } from '../build/additions.ts';

/** `add:topic` opens the form for something more where a topic is chosen. */
export type DialogName = 'scenarios' | 'share' | 'embed' | 'compare' | 'keys' | 'key' | 'glossary' | 'commands' | 'build' | 'add' | `add:${AdditionKind}` | 'transcript';

export interface DialogContextValue {
  /** Opens a dialog over the page, in place of another; null closes it. */
  readonly open: (name: DialogName | null) => void;
}

export const DialogContext = createContext<DialogContextValue>({ open: () => undefined });

/** Opens one of the page's dialogs, from wherever it is asked for. */
export function useOpenDialog(): DialogContextValue['open'] {
  return use(DialogContext).open;
}

/** What was typed since a dialog was asked for and before it was there: for the field that has the focus in it. */
export interface TypedAhead {
  readonly text: string;
  /** Enter came after it, and nothing that came later counts. */
  readonly isEntered: boolean;
}

export const NOTHING_TYPED: TypedAhead = { text: '', isEntered: false };
export const TypedAheadContext = createContext(NOTHING_TYPED);
