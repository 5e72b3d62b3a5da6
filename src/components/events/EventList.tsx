import { Fragment, memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { factLevel } from '../../store/facts.ts';
import type { FactView } from '../../store/facts.ts';
import type { AppState } from '../../store/state.ts';
import * as words from '../../words/events.ts';
import { sentenceText } from '../format/readersNumbers.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { useCalm } from '../useCalm.ts';
import { useOpenDialog } from '../shell/dialogContext.ts';
import { Segments } from '../shell/Segments.tsx';
import { clockDigits, clockText } from '../transport/clockText.ts';
import { firstAhead, leftOutBefore, recentFacts } from './recentFacts.ts';
import type { Filter } from './recentFacts.ts';

const SHOWN_AT_FIRST = 150;
const FILTERS = ['notable', 'all'] as const;
const PARTITION = /(\S+-\d+)/;

function aheadIn({ facts, frame }: AppState): number {
  return firstAhead(facts, frame?.now ?? 0);
}

/** What happened, in plain sentences, the newest at the end. */
export function EventList(): ReactNode {
  const { actions } = useSimulator();
  const facts = useAppState((state) => state.facts);
  const digits = useAppState(({ speed }) => clockDigits(speed));
  const [filter, setFilter] = useState<Filter>('notable');
  const [most, setMost] = useState(SHOWN_AT_FIRST);
  const pointedAt = useAppState((state) => state.pointedAt);
  const first = pointedAt === null ? -1 : facts.findIndex(({ seq }) => seq === pointedAt.seq);
  const ahead = useCalm(aheadIn);
  const least = first < 0 ? most : Math.max(most, ahead - first);
  const { shown, more } = useMemo(() => recentFacts(facts, filter, least, ahead), [facts, filter, least, ahead]);
  const firstSeq = facts[ahead]?.seq ?? Infinity;
  const scroller = useRef<HTMLDivElement>(null);
  const follow = useFollowPresent(scroller, shown, ahead);
  usePointed(scroller, pointedAt);
  const select = useCallback((node: string) => actions.select(node), [actions]);
  const go = useCallback((view: FactView) => actions.goTo(view), [actions]);
  const ask = useCallback((view: FactView) => actions.askWhy(view), [actions]);
  return (
    <section className="events" aria-label={words.events}>
      <header className="events-header">
        <h2>{words.events}</h2>
        <AsText />
        <Segments label={words.eventsToShow} choices={FILTERS} names={words.filters} chosen={filter} onChoose={setFilter} />
      </header>
      <div className="events-scroller" ref={scroller} onScroll={follow}>
        {more && (
          <button type="button" className="button events-more" onClick={() => setMost(most + 500)}>
            {words.showEarlier}
          </button>
        )}
        {shown.length === 0 && <p className="events-empty">{words.nothingNotable}</p>}
        <ol>
          {shown.map((view, index) => (
            <Fragment key={view.seq}>
              {filter === 'all' && leftOutBefore(shown, index) > 0 && <LeftOut count={leftOutBefore(shown, index)} />}
              <EventRow view={view} digits={digits} isAhead={view.seq >= firstSeq} isPointedAt={view.seq === pointedAt?.seq} onSelect={select} onGo={go} onWhy={ask} />
            </Fragment>
          ))}
        </ol>
      </div>
    </section>
  );
}

/** Where a lot happens at once, the page is told what matters and the newest of the rest. */
function LeftOut({ count }: { readonly count: number }): ReactNode {
  return <li className="events-empty events-left-out">{words.leftOut(count)}</li>;
}

/** The whole run to be read from its beginning. */
function AsText(): ReactNode {
  const open = useOpenDialog();
  const disabled = useAppState(({ run, failure }) => run === null || failure !== null);
  return (
    <button type="button" className="events-as-text" disabled={disabled} onClick={() => open('transcript')} title={words.transcriptTip}>
      {words.transcript}
    </button>
  );
}

interface EventRowProps {
  readonly view: FactView;
  /** Of its time, as on the clock. */
  readonly digits: 3 | 6;
  /** It lies ahead of the playhead. */
  readonly isAhead: boolean;
  readonly isPointedAt: boolean;
  readonly onSelect: (node: string) => void;
  readonly onGo: (view: FactView) => void;
  readonly onWhy: (view: FactView) => void;
}

/** One event: its time leads there, its words select the node where it happened, and what led to it can be asked. */
const EventRow = memo(function EventRow({ view, digits, isAhead, isPointedAt, onSelect, onGo, onWhy }: EventRowProps): ReactNode {
  const { at, node, fact } = view;
  const time = clockText(at, digits);
  const said = (
    <span className="event-words">
      <Words text={sentenceText(view)} /> <span className="event-node">{node.replace(/^(producer:|consumer:|controller-)/, '')}</span>
    </span>
  );
  return (
    <li className="event" data-level={factLevel(fact)} data-type={fact.type} data-node={node} data-at={at} data-ahead={isAhead} data-pointed={isPointedAt}>
      <button type="button" className="event-time" aria-label={words.goTo(time)} title={words.goToTip} onClick={() => onGo(view)}>
        {time}
      </button>
      {node === 'admin' ? (
        <span className="event-row">{said}</span>
      ) : (
        <button type="button" className="event-row" onClick={() => onSelect(node)}>
          {said}
        </button>
      )}
      <button type="button" className="event-why" onClick={() => onWhy(view)} aria-label={words.whyOf(sentenceText(view))} title={words.whyTip}>
        {words.why}
      </button>
    </li>
  );
});

/** A sentence whose partitions (`orders-0`) are not broken over two lines. */
function Words({ text }: { readonly text: string }): ReactNode {
  return text.split(PARTITION).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={`${index} ${part}`} className="identifier">
        {part}
      </span>
    ),
  );
}

/** Brings the event that somebody points at into sight and gives it the focus, each time that somebody does. */
function usePointed(scroller: RefObject<HTMLDivElement | null>, pointedAt: AppState['pointedAt']): void {
  useLayoutEffect(() => {
    if (pointedAt === null) return;
    const row = scroller.current?.querySelector<HTMLElement>('[data-pointed="true"]');
    row?.scrollIntoView({ block: 'center' });
    (row?.querySelector<HTMLElement>('button.event-row') ?? row?.querySelector<HTMLElement>('.event-time'))?.focus({ preventScroll: true });
  }, [scroller, pointedAt]);
}

/** Keeps the present at the lower edge, unless the reader has scrolled away from it. Returns what to do on scrolling. */
function useFollowPresent(scroller: RefObject<HTMLDivElement | null>, shown: readonly FactView[], ahead: number): () => void {
  const following = useRef(true);
  useLayoutEffect(() => {
    const { current } = scroller;
    if (current !== null && following.current) current.scrollTo({ top: presentAt(current) });
  }, [scroller, shown, ahead]);
  return useCallback(() => {
    const { current } = scroller;
    if (current !== null) following.current = Math.abs(Math.min(presentAt(current), current.scrollHeight - current.clientHeight) - current.scrollTop) < 24;
  }, [scroller]);
}

/** Room below the present, so that it is seen that something lies ahead. */
const ROOM = 30;

/** How far to scroll so that the last event of the past is the last in sight. */
function presentAt(scroller: HTMLElement): number {
  const next = scroller.querySelector<HTMLElement>('.event[data-ahead="true"]');
  if (next === null) return scroller.scrollHeight - scroller.clientHeight;
  return Math.max(0, next.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop - scroller.clientHeight + ROOM);
}
