import type { ReactNode } from 'react';
import type { BrokenGuarantee, FactView } from '../../store/facts.ts';
import { Term } from '../glossary/Term.tsx';
import { Icon } from '../shell/Icon.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { localText } from '../format/readersNumbers.ts';
import { clockDigits, clockText } from '../transport/clockText.ts';
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
          <Term of="guarantee">Guarantees</Term>
        </p>
        <button type="button" className="inspector-close" onClick={() => actions.select(null)} aria-label="Close the guarantees">
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2 2l8 8M10 2l-8 8" />
          </svg>
        </button>
        <h2>{count === 0 ? `All ${list.length} hold` : `${count} of ${list.length} ${count === 1 ? 'is' : 'are'} broken`}</h2>
        <p className="inspector-status guarantees-note" data-tone="plain">
          Checked after every event of this run.
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
        {broken === null ? <p className="guarantee-status">holds</p> : <Breach broken={broken} alsoAt={alsoAt} />}
      </div>
    </li>
  );
}

/** Since when it is broken, with the way to the event in the list, and by what. */
function Breach({ broken, alsoAt }: { readonly broken: BrokenGuarantee; readonly alsoAt: readonly string[] }): ReactNode {
  const { actions, store } = useSimulator();
  const digits = useAppState(({ speed }) => clockDigits(speed));
  const time = clockText(broken.at, digits);
  return (
    <>
      <p className="guarantee-status">
        broken since{' '}
        <button
          type="button"
          className="guarantee-link"
          onClick={() => {
            actions.pointAt(factOf(store.getState().facts, broken)?.seq ?? null);
            // On a small screen the list lies over the events.
            if (window.matchMedia('(max-width: 899px)').matches) actions.select(null);
          }}
          aria-label={`Show the event at ${time} that broke it`}
        >
          {time}
        </button>{' '}
        <button
          type="button"
          className="guarantee-link"
          onClick={() => {
            const told = factOf(store.getState().facts, broken);
            if (told !== null) actions.askWhy(told);
          }}
          aria-label={`Why: ${broken.sentence}`}
        >
          Why?
        </button>
      </p>
      <p className="guarantee-sentence">{localText(broken.sentence)}</p>
      {alsoAt.length > 0 && <p className="guarantee-also">Also at {alsoAt.length > 4 ? `${alsoAt.length} other places` : alsoAt.join(', ')}.</p>}
    </>
  );
}

/** The fact that told of it; null when it is so long ago that the page has let it go. */
function factOf(facts: readonly FactView[], { event, guarantee, place }: BrokenGuarantee): FactView | null {
  const found = facts.find(({ cause, fact }) => cause === event && fact.type === 'GuaranteeBroken' && fact.guarantee === guarantee && fact.place === place);
  return found ?? null;
}
