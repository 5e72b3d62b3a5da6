import type { ReactNode } from 'react';
import type { BrokenGuarantee, FactView } from '../../store/facts.ts';
import { Term } from '../glossary/Term.tsx';
import { Icon } from '../shell/Icon.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { Said } from '../format/Said.tsx';
import { localText } from '../format/readersNumbers.ts';
import { clockDigits, clockText } from '../transport/clockText.ts';
import * as words from '../../words/guarantees/list.ts';
import { brokenCount, standings, type Standing } from './standing.ts';
import '../styles/guarantees.css';

/** What Kafka promises, each with whether it holds in this run and what broke it. */
export function Guarantees(): ReactNode {
  const { actions } = useSimulator();
  const list = useAppState(({ run }) => run?.guarantees ?? NONE);
  const broken = useAppState((state) => state.broken);
  const count = brokenCount(broken);
  return (
    <>
      <header className="inspector-header">
        <p className="inspector-kind">
          <Term of="guarantee">{words.guarantees}</Term>
        </p>
        <button type="button" className="inspector-close" onClick={() => actions.select(null)} aria-label={words.close}>
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2 2l8 8M10 2l-8 8" />
          </svg>
        </button>
        <h2>{count === 0 ? words.allHold(list.length) : words.broken(count, list.length)}</h2>
        <p className="inspector-status guarantees-note" data-tone="plain">
          {words.checked}
        </p>
      </header>
      <ol className="guarantees">
        {standings(list, broken).map((standing) => (
          <Row key={standing.info.id} standing={standing} />
        ))}
      </ol>
    </>
  );
}

const NONE: readonly never[] = [];

function Row({ standing }: { readonly standing: Standing }): ReactNode {
  const { info, broken, alsoAt } = standing;
  return (
    <li className="guarantee" data-id={info.id} data-status={broken === null ? 'holds' : 'broken'}>
      <Icon name={broken === null ? 'check' : 'close'} />
      <div>
        <h3>
          {info.title} <span className="guarantee-code">{info.code}</span>
        </h3>
        <p className="guarantee-promise">{info.promise}</p>
        {broken === null ? <p className="guarantee-status">{words.holds}</p> : <Breach broken={broken} alsoAt={alsoAt} />}
      </div>
    </li>
  );
}

/** Since when it is broken, with the way to the event in the list, and by what. */
function Breach({ broken, alsoAt }: { readonly broken: BrokenGuarantee; readonly alsoAt: readonly string[] }): ReactNode {
  const { actions, store } = useSimulator();
  const digits = useAppState(({ speed }) => clockDigits(speed));
  const time = clockText(broken.at, digits);
  const toEvent = (
    <button
      type="button"
      className="guarantee-link"
      onClick={() => {
        actions.pointAt(factOf(store.getState().facts, broken)?.seq ?? null);
        // On a small screen the list lies over the events.
        if (window.matchMedia('(max-width: 899px)').matches) actions.select(null);
      }}
      aria-label={words.showEvent(time)}
    >
      {time}
    </button>
  );
  const toCauses = (
    <button
      type="button"
      className="guarantee-link"
      onClick={() => {
        const told = factOf(store.getState().facts, broken);
        if (told !== null) actions.askWhy(told);
      }}
      aria-label={words.whyBroken(broken.sentence)}
    >
      {words.why}
    </button>
  );
  return (
    <>
      <p className="guarantee-status">
        <Said words={words.brokenSince} parts={{ time: toEvent, why: toCauses }} />
      </p>
      <p className="guarantee-sentence">{localText(broken.sentence)}</p>
      {alsoAt.length > 0 && <p className="guarantee-also">{words.alsoAt(alsoAt.length > 4 ? words.otherPlaces(alsoAt.length) : alsoAt.join(', '))}</p>}
    </>
  );
}

/** The fact that told of it; null when it is so long ago that the page has let it go. */
function factOf(facts: readonly FactView[], { event, guarantee, place }: BrokenGuarantee): FactView | null {
  const found = facts.find(({ cause, fact }) => cause === event && fact.type === 'GuaranteeBroken' && fact.guarantee === guarantee && fact.place === place);
  return found ?? null;
}
