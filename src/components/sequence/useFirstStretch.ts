import { useEffect, useState } from 'react';
import { arrowOf } from '../../scene/sequence/arrows.ts';
import { firstSpan, LEAST, LEAST_MOVING_US, LOOK_BACK_US } from '../../scene/sequence/firstSpan.ts';
import type { SequenceLanes } from '../../scene/sequence/lanes.ts';
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
    if (!isChosen) view.choose(FIRST_SPAN_US, playhead.now());
  }, [isChosen, view, playhead]);
  useEffect(() => {
    const now = playhead.now();
    if (isChosen || stretch === null || isEmpty(stretch) || (!playing && stretch.to < now)) return;
    // Whoever was faster has chosen.
    if (view.isChosen()) view.choose(firstSpan(sendings(stretch, lanes), now, view.height(), playing), now);
    actions.setSequenceView({ inSight: inSightOf(view) });
  }, [isChosen, stretch, lanes, playing, view, playhead, actions]);
  useEffect(
    () => () => {
      if (store.getState().sequenceView.inSight !== null) actions.setSequenceView({ inSight: inSightOf(view) });
    },
    [view, store, actions],
  );
  useSomethingInSight(view, stretch, lanes);
  return stretch !== null && (isChosen || isEmpty(stretch));
}

/** As long as how much is in sight is the lens's own choice, that fits what there is: more while time runs, and where one has come to that has hardly anything in sight. */
function useSomethingInSight(view: ViewHandle, stretch: SequenceStretch | null, lanes: SequenceLanes): void {
  const { playhead } = useSimulator();
  const playing = useAppState((state) => state.playing);
  const scrubbing = useAppState((state) => state.scrubbing);
  useEffect(() => {
    const now = playhead.now();
    if (stretch === null || !view.isChosen() || scrubbing) return;
    const show = (spanUs: number): void => {
      if (spanUs > view.span()) view.choose(spanUs, now);
    };
    if (playing) show(LEAST_MOVING_US);
    else if (stretch.to >= now && stretch.crowd === null && sendings(stretch, lanes).filter((at) => at >= view.get().from && at <= now).length < LEAST) {
      // More than that has to be known before it can be chosen anew.
      show(stretch.from <= Math.max(0, now - LOOK_BACK_US) ? firstSpan(sendings(stretch, lanes), now, view.height(), false) : FIRST_SPAN_US);
    }
  }, [view, stretch, lanes, playing, scrubbing, playhead]);
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
