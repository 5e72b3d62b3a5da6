import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { durationText } from '../format/readersNumbers.ts';
import { zoomStep, yOf } from '../../scene/sequence/timeView.ts';
import { MESSAGE_KINDS, type MessageCategory, type SequenceStretch } from '../../store/facts.ts';
import * as words from '../../words/sequence/lens.ts';
import { useSimulator } from '../simulatorContext.tsx';
import type { Lit } from './items.ts';
import { bringIntoSight, type ViewHandle } from './viewHandle.ts';

interface ToolbarProps {
  readonly view: ViewHandle;
  readonly kinds: readonly MessageCategory[];
  readonly onKinds: (kinds: readonly MessageCategory[]) => void;
  readonly timers: boolean;
  readonly onTimers: (show: boolean) => void;
  readonly counts: SequenceStretch['counts'] | null;
  readonly lit: Lit | null;
}

/** Which kinds of message are drawn, how much time is in sight, and whether the present stays there. */
export function Toolbar({ view, kinds, onKinds, timers, onTimers, counts, lit }: ToolbarProps): ReactNode {
  const { playhead } = useSimulator();
  const [{ span, follows }, setShown] = useState(() => shownOf(view));
  useEffect(() => view.subscribe(() => setShown((before) => sameOr(before, shownOf(view)))), [view]);
  const zoom = (direction: 'in' | 'out'): void => {
    const height = view.height();
    const y = Math.min(height, Math.max(0, yOf(view.get(), playhead.now())));
    view.set(zoomStep(view.get(), direction, y, height));
  };
  return (
    <div className="sequence-bar">
      <fieldset className="sequence-kinds" aria-label={words.kindsOfMessages}>
        {MESSAGE_KINDS.map((kind) => (
          <label key={kind} data-kind={kind}>
            <input type="checkbox" checked={kinds.includes(kind)} onChange={(event) => onKinds(MESSAGE_KINDS.filter((each) => (each === kind ? event.target.checked : kinds.includes(each))))} />
            {words.kinds[kind]}
            {counts !== null && !kinds.includes(kind) && counts[kind] > 0 && <span className="sequence-count">{counts[kind]}</span>}
          </label>
        ))}
        <label>
          <input type="checkbox" checked={timers} onChange={(event) => onTimers(event.target.checked)} />
          {words.timers}
        </label>
      </fieldset>
      <div className="sequence-zoom">
        {lit?.of === 'causes' && (
          <button type="button" className="button" title={words.showAllCausesTip} onClick={() => bringIntoSight(view, lit, playhead.now())}>
            {words.showAllCauses}
          </button>
        )}
        <button type="button" className="button" aria-label={words.lessTime} title={words.zoomIn} onClick={() => zoom('in')}>
          +
        </button>
        <output aria-label={words.timeInSight}>{durationText(span)}</output>
        <button type="button" className="button" aria-label={words.moreTime} title={words.zoomOut} onClick={() => zoom('out')}>
          −
        </button>
        <button type="button" className="button" aria-pressed={follows} title={words.keepPresent} onClick={() => view.follow(!follows, playhead.now())}>
          {words.follow}
        </button>
      </div>
    </div>
  );
}

interface Shown {
  readonly span: number;
  readonly follows: boolean;
}

function shownOf(view: ViewHandle): Shown {
  const span = view.get().usPerPx * view.height();
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(span)) - 1);
  return { span: Math.round(span / digits) * digits, follows: view.isFollowing() };
}

function sameOr(before: Shown, next: Shown): Shown {
  return before.span === next.span && before.follows === next.follows ? before : next;
}
