import { KINDS_AT_FIRST } from '../base/messageKinds.ts';
import { sameData } from '../base/sameData.ts';
import type { SharedView, ToWorker } from '../protocol/messages.ts';
import { SEVERAL } from './sets.ts';
import { WHY, type AppState, type Beside } from './state.ts';

/** Whether a file's text is a saved run; when it is something else, whoever opens documents will judge. */
export function isSavedRun(text: string): boolean {
  if (!text.includes('commit-log-run')) return false;
  try {
    const value = JSON.parse(text) as { readonly kind?: unknown } | null;
    return value?.kind === 'commit-log-run';
  } catch {
    return false;
  }
}

/** What of the page is saved with a run. */
export function viewOf({ lens, selected, shownKinds, showInternalTopics, why }: AppState, beside: Beside | null): Pick<Extract<ToWorker, { type: 'save' }>, 'lens' | 'selected' | 'view'> {
  const asked = selected === WHY ? why?.subject : undefined;
  const view: SharedView = {
    ...(sameData(shownKinds, KINDS_AT_FIRST) ? {} : { kinds: [...shownKinds] }),
    ...(showInternalTopics ? { internal: true } : {}),
    ...(asked?.kind === 'fact' ? { why: { seq: asked.seq, at: asked.at } } : {}),
    ...(beside === null ? {} : { beside }),
  };
  return { lens, selected: selected === WHY ? (why?.from ?? null) : selected === SEVERAL ? null : selected, view };
}
