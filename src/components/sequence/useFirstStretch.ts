import { useEffect, useState } from 'react';
import { arrowOf } from '../../scene/sequence/arrows.ts';
import { firstSpan } from '../../scene/sequence/firstSpan.ts';
import type { SequenceLanes } from '../../scene/sequence/lanes.ts';
import { following } from '../../scene/sequence/timeView.ts';
import type { SequenceCrowd, SequenceStretch } from '../../store/facts.ts';
import type { SequenceView } from '../../store/state.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { createViewHandle, FIRST_SPAN_US, type ViewHandle } from './viewHandle.ts';

/** The part of time in sight, as it was when this lens was left. */
export function useKeptView(): ViewHandle {
  const { store } = useSimulator();
  const [view] = useState(() => {
    const { sequenceView, knownTo } = store.getState();
    const kept = sequenceView.inSight;
    // The run may have been taken back to before what was in sight.
    return createViewHandle(kept !== null && kept.from > knownTo ? { ...kept, follows: true } : kept);
  });
  return view;
}

/** Chooses how much time is in sight at first, once it is known what there is to see, and keeps what is in sight at last. Whether there is anything to show. */
export function useFirstStretch(view: ViewHandle, stretch: SequenceStretch | null, lanes: SequenceLanes): boolean {
  const { playhead, store, actions } = useSimulator();
  const playing = useAppState((state) => state.playing);
  const isChosen = useAppState(({ sequenceView }) => sequenceView.inSight !== null);
  useEffect(() => {
    // What was in sight of another run means nothing in this one.
    if (!isChosen) view.reset(FIRST_SPAN_US, playhead.now());
  }, [isChosen, view, playhead]);
  useEffect(() => {
    const now = playhead.now();
    if (isChosen || stretch === null || isEmpty(stretch) || (!playing && stretch.to < now)) return;
    // Whoever was faster has chosen.
    if (view.isFollowing() && view.span() === FIRST_SPAN_US) {
      const usPerPx = firstSpan(sendings(stretch, lanes), now, view.height(), playing) / view.height();
      view.set(following({ ...view.get(), usPerPx }, now, view.height()));
    }
    actions.setSequenceView({ inSight: inSightOf(view) });
  }, [isChosen, stretch, lanes, playing, view, playhead, actions]);
  useEffect(
    () => () => {
      if (store.getState().sequenceView.inSight !== null) actions.setSequenceView({ inSight: inSightOf(view) });
    },
    [view, store, actions],
  );
  return stretch !== null && (isChosen || isEmpty(stretch));
}

function inSightOf(view: ViewHandle): SequenceView['inSight'] {
  return { from: view.get().from, spanUs: view.span(), follows: view.isFollowing() };
}

function isEmpty({ messages, crowd }: SequenceStretch): boolean {
  return messages.length === 0 && crowd === null;
}

/** When those that are drawn as arrows were sent: of a crowd about when. */
function sendings({ from, messages, crowd }: SequenceStretch, { xOf }: SequenceLanes): readonly number[] {
  return crowd === null ? messages.filter((message) => arrowOf(message, xOf) !== null).map(({ sentAt }) => sentAt) : spread(from, crowd);
}

/** Every message is counted at both of its ends. */
function spread(from: number, { binUs, rows }: SequenceCrowd): readonly number[] {
  const bins = rows.reduce<number[]>((sum, { counts }) => counts.map((count, index) => (sum[index] ?? 0) + count), []);
  return bins.flatMap((count, bin) => Array.from({ length: Math.round(count / 2) }, (_, index) => from + (bin + index / (count / 2)) * binUs));
}
