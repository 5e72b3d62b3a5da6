import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { localText } from '../format/readersNumbers.ts';
import { Unbroken } from '../format/Unbroken.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { useNarrow } from '../useNarrow.ts';
import { SEVERAL } from '../../store/sets.ts';
import { WHY, type AppState } from '../../store/state.ts';
import { logNameOf } from '../../base/logName.ts';
import * as words from '../../words/inspector/panel.ts';
import * as keyWords from '../../words/inspector/pictureKey.ts';
import { Guarantees } from '../guarantees/Guarantees.tsx';
import { useCompared } from '../compare/comparisonContext.tsx';
import { GUARANTEES } from '../guarantees/standing.ts';
import { Term } from '../glossary/Term.tsx';
import '../styles/inspector.css';
import { Configuration } from './Configuration.tsx';
import { InspectorActions } from './InspectorActions.tsx';
import { PictureKey } from './PictureKey.tsx';
import { WhyNot } from './WhyNot.tsx';

/** Not needed before somebody asks. */
const WhyPanel = lazy(() => import('../why/WhyPanel.tsx'));
const RecordLife = lazy(() => import('./RecordLife.tsx'));
const SelectionPanel = lazy(() => import('./SelectionPanel.tsx'));
const NodeLinks = lazy(() => import('./NodeLinks.tsx'));
const AskWhy = lazy(() => import('./AskWhy.tsx'));

type Inspection = NonNullable<AppState['inspection']>;

/** Everything about the selected thing, the guarantees when they are asked for, or how to read the picture. */
export function Inspector(): ReactNode {
  const inspection = useAppState((state) => state.inspection);
  const selected = useAppState((state) => state.selected);
  return (
    <section className="inspector" aria-label={words.inspector} data-target={selected ?? undefined}>
      <Content selected={selected} inspection={inspection} />
    </section>
  );
}

function Content({ selected, inspection }: { readonly selected: string | null; readonly inspection: Inspection | null }): ReactNode {
  if (selected === null) {
    return (
      <>
        <p className="inspector-kind">{keyWords.howToRead}</p>
        <PictureKey />
      </>
    );
  }
  if (selected === GUARANTEES) return <Guarantees />;
  if (selected === SEVERAL) {
    return (
      <Suspense fallback={null}>
        <SelectionPanel />
      </Suspense>
    );
  }
  if (selected === WHY) {
    return (
      <Suspense fallback={null}>
        <WhyPanel />
      </Suspense>
    );
  }
  return inspection === null ? <p className="inspector-empty">{words.nothingKnown}</p> : <Inspected inspection={inspection} />;
}

/** As in the style sheet: a sheet at the foot of the page, of which little is seen at once. */
const SHEET = '(max-width: 899px)';

function Inspected({ inspection }: { readonly inspection: Inspection }): ReactNode {
  const { actions } = useSimulator();
  const isSheet = useNarrow(SHEET);
  const { kind, title, status, rows, config, target } = inspection;
  const toDo = inspection.actions.length > 0 && <InspectorActions key={`do ${target}`} list={inspection.actions} />;
  return (
    <>
      <header className="inspector-header">
        <p className="inspector-kind">
          <Term of={kind}>{words.kinds[kind]}</Term>
        </p>
        <button type="button" className="inspector-close" onClick={() => actions.select(null)} aria-label={words.close}>
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2 2l8 8M10 2l-8 8" />
          </svg>
        </button>
        <h2>{title}</h2>
        <p className="inspector-status" data-tone={status.tone}>
          {localText(status.text)}
        </p>
      </header>
      <Differs of={target} />
      <SeeLog kind={kind} target={target} />
      {isSheet && toDo}
      <dl className="inspector-rows">
        {rows.map(({ label, value, term, each }) => (
          <div key={label}>
            <dt>{term === null ? label : <Term of={term}>{label}</Term>}</dt>
            <dd>
              <Unbroken words={localText(value)} />
            </dd>
            {each?.map((one, index) => (
              <dd key={index} className="inspector-each">
                <Unbroken words={localText(one)} />
              </dd>
            ))}
          </div>
        ))}
      </dl>
      {inspection.whyNot.length > 0 && <WhyNot key={`why ${target}`} answers={inspection.whyNot} />}
      <Suspense fallback={null}>
        {kind === 'record' && <RecordLife key={target} target={target} />}
        <AskWhy target={target} />
      </Suspense>
      <Suspense fallback={null}>
        <NodeLinks node={target} />
      </Suspense>
      {!isSheet && toDo}
      {config.length > 0 && <Configuration key={`config ${target}`} entries={config} target={inspection.configTarget} />}
    </>
  );
}

/** What of it differs from the run beside it, while there is one. */
function Differs({ of }: { readonly of: string }): ReactNode {
  const clauses = useCompared(({ differences }) => differences.left.get(of) ?? NONE);
  const title = useCompared(({ titles }) => titles.right);
  if (clauses === null || title === null) return null;
  return (
    <section className="inspector-differs" aria-label={words.whatDiffers}>
      <h3>{clauses.length === 0 ? words.sameNow(title) : words.differs(title)}</h3>
      {clauses.length > 0 && (
        <ul>
          {clauses.map((clause) => (
            <li key={clause}>{localText(clause)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

const NONE: readonly string[] = [];

/** The way from a copy, a partition or a record to its log by offset, unless one is looking at that. */
function SeeLog({ kind, target }: Pick<Inspection, 'kind' | 'target'>): ReactNode {
  const { actions } = useSimulator();
  const lens = useAppState((state) => state.lens);
  if (lens === 'partitions' || (kind !== 'replica' && kind !== 'partition' && kind !== 'record')) return null;
  return (
    <button type="button" className="button inspector-see" onClick={() => actions.seeLog(logNameOf(target)?.name ?? target)}>
      {words.seeLog}
    </button>
  );
}
