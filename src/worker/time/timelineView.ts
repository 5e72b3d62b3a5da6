import type { TimelineView } from '../../protocol/messages.ts';
import type { Session } from '../sessionState.ts';
import { bookmarkViews } from './bookmarks.ts';
import { undoIndex } from './branches.ts';
import { inputWords } from './inputWords.ts';

/** The branches of a run and what could be taken back or done again, for the page. */
export function timelineView(session: Session): TimelineView {
  const { timeline, undone } = session;
  const { branches, current } = timeline;
  const back = current.inputs[undoIndex(timeline)];
  const last = undone.at(-1);
  const forth = branches.find(({ id }) => id === last?.branch)?.inputs[last?.index ?? 0];
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
    undo: back === undefined ? null : inputWords(back.input),
    bookmarks: bookmarkViews(session),
    redo: forth === undefined ? null : inputWords(forth.input),
  };
}
