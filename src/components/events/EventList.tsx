import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { factLevel, sentence } from '../../store/facts.ts';
import type { FactView } from '../../store/facts.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { Segments } from '../shell/Segments.tsx';
import { clockDigits, clockText } from '../transport/clockText.ts';
import { recentFacts } from './recentFacts.ts';
import type { Filter } from './recentFacts.ts';

const SHOWN_AT_FIRST = 150;
const FILTERS = ['notable', 'all'] as const;
const PARTITION = /(\S+-\d+)/;

/** What happened, in plain sentences, the newest at the end. */
export function EventList(): ReactNode {
  const { actions } = useSimulator();
  const facts = useAppState((state) => state.facts);
  const digits = useAppState(({ speed }) => clockDigits(speed));
  const [filter, setFilter] = useState<Filter>('notable');
  const [most, setMost] = useState(SHOWN_AT_FIRST);
  const pointedAt = useAppState((state) => state.pointedAt);
  const first = pointedAt === null ? -1 : facts.findIndex(({ seq }) => seq === pointedAt);
  const least = first < 0 ? most : Math.max(most, facts.length - first);
  const { shown, more } = useMemo(() => recentFacts(facts, filter, least), [facts, filter, least]);
  const scroller = useRef<HTMLDivElement>(null);
  const followEnd = useFollowEnd(scroller, shown);
  usePointed(scroller, pointedAt);
  const select = useCallback((node: string) => actions.select(node), [actions]);
  return (
    <section className="events" aria-label="Events">
      <header className="events-header">
        <h2>Events</h2>
        <Segments label="Events to show" choices={FILTERS} chosen={filter} onChoose={setFilter} />
      </header>
      <div className="events-scroller" ref={scroller} onScroll={followEnd}>
        {more && (
          <button type="button" className="button events-more" onClick={() => setMost(most + 500)}>
            Show earlier events
          </button>
        )}
        {shown.length === 0 && <p className="events-empty">Nothing notable has happened yet.</p>}
        <ol>
          {shown.map((view) => (
            <EventRow key={view.seq} view={view} digits={digits} isPointedAt={view.seq === pointedAt} onSelect={select} />
          ))}
        </ol>
      </div>
    </section>
  );
}

interface EventRowProps {
  readonly view: FactView;
  /** Of its time, as on the clock. */
  readonly digits: 3 | 6;
  readonly isPointedAt: boolean;
  readonly onSelect: (node: string) => void;
}

/** One event; selecting it selects the node where it happened. */
const EventRow = memo(function EventRow({ view, digits, isPointedAt, onSelect }: EventRowProps): ReactNode {
  const { at, node, fact } = view;
  const words = (
    <>
      <span className="event-time">{clockText(at, digits)}</span>
      <span className="event-words">
        <Words text={sentence(view)} /> <span className="event-node">{node.replace(/^(producer:|consumer:|controller-)/, '')}</span>
      </span>
    </>
  );
  return (
    <li className="event" data-level={factLevel(fact)} data-type={fact.type} data-node={node} data-at={at} data-pointed={isPointedAt}>
      {node === 'admin' ? (
        <span className="event-row">{words}</span>
      ) : (
        <button type="button" className="event-row" onClick={() => onSelect(node)}>
          {words}
        </button>
      )}
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

/** Brings the event that somebody points at into sight and gives it the focus. */
function usePointed(scroller: RefObject<HTMLDivElement | null>, pointedAt: number | null): void {
  useLayoutEffect(() => {
    if (pointedAt === null) return;
    const row = scroller.current?.querySelector<HTMLElement>('[data-pointed="true"]');
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector('button')?.focus({ preventScroll: true });
  }, [scroller, pointedAt]);
}

/** Keeps the end of the list in sight, unless the reader has scrolled away from it. Returns what to do on scrolling. */
function useFollowEnd(scroller: RefObject<HTMLDivElement | null>, shown: readonly FactView[]): () => void {
  const following = useRef(true);
  useLayoutEffect(() => {
    const { current } = scroller;
    if (current !== null && following.current) current.scrollTo({ top: current.scrollHeight });
  }, [scroller, shown]);
  return useCallback(() => {
    const { current } = scroller;
    if (current !== null) following.current = current.scrollHeight - current.scrollTop - current.clientHeight < 24;
  }, [scroller]);
}
