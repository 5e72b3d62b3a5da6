import type { TimelineView } from '../../protocol/messages.ts';
import type { Session } from '../sessionState.ts';
import { bookmarkViews } from './bookmarks.ts';
import { stepWords, undoIndex } from './branches.ts';
import { inputWords } from './inputWords.ts';

/** The branches of a run and what could be taken back or done again, for the page. */
export function timelineView(session: Session): TimelineView {
  const { timeline, undone } = session;
  const { branches, current, given } = timeline;
  const last = undone.at(-1);
  const forth = branches.find(({ id }) => id === last?.branch)?.inputs ?? [];
  const back = undoIndex(timeline);
  return {
    branches: branches.map(({ id, name, parent, forkedAt, end, inputs, shared }) => ({
      id,
      name,
      parent: parent?.id ?? null,
      forkedAt: forkedAt.at,
      end: end.at,
      did: inputs.slice(shared).map(({ moment, input }) => ({ at: moment.at, words: inputWords(input) })),
    })),
    current: current.id,
    undo: back === -1 ? null : stepWords(current.inputs.slice(0, given), back),
    bookmarks: bookmarkViews(session),
    redo: stepWords(forth, last?.index ?? 0),
  };
}
