import { useState } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { durationText } from '../format/readersNumbers.ts';
import type { Comparison } from '../../store/compare/createComparison.ts';
import type { ComparedView, ComparisonState, DivergenceView, OutcomeRowView, OutcomeView, Titles } from '../../store/compare/comparisonState.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import * as words from '../../words/compare/outcome.ts';
import { OutcomeTable, type OpenRow } from './OutcomeTable.tsx';
import { outcomeWords } from './outcomeWords.ts';
import { usePlaces } from './usePlaces.ts';

/** What came out, side by side, and where the two runs part. */
export function Outcome({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const run = useSimulator();
  const isPlaying = useAppState(({ playing }) => playing);
  const state = useStore(comparison.store);
  const places = usePlaces();
  const [open, setOpen] = useState<OpenRow | null>(null);
  const { progress, failure, problems, swapped } = state;
  const compared = swapped ? swapCompared(state.compared) : state.compared;
  const outcome = swapped ? swapOutcome(state.outcome) : state.outcome;
  const titles = swapped ? turn(state.titles) : state.titles;
  const simulators = swapped ? { left: comparison.other, right: run } : { left: run, right: comparison.other };
  const wrong = failure ?? problems?.map(({ path, message }) => `${path} ${message}`).join(' ') ?? null;
  return (
    <section className="outcome" aria-label={words.whatDiffers}>
      {wrong !== null && (
        <p className="outcome-wrong" role="alert">
          {words.stopped(wrong)}
        </p>
      )}
      {wrong === null && <Working progress={progress} isFirst={outcome === null} />}
      {compared !== null && (
        <div className="partings">
          <Parting title={words.firstThatMatters} divergence={compared.firstTelling} titles={titles} none={words.noneThatMatters(durationText(compared.until))} />
          <details>
            <summary>{compared.first === null ? words.noneAtAll : words.firstOfAllAt(durationText(compared.first.at))}</summary>
            {compared.first === null ? <p className="outcome-note">{words.tellTheSame(durationText(compared.until))}</p> : <p className="outcome-note">{words.oftenMicroseconds}</p>}
            {compared.first !== null && <Parting title={words.firstOfAll} divergence={compared.first} titles={titles} none="" isTitled={false} />}
          </details>
        </div>
      )}
      {compared !== null && outcome !== null && (
        <>
          <OutcomeTable outcome={outcome} titles={titles} places={places} open={open} onOpen={setOpen} simulators={simulators} />
          <KnownTo compared={compared} outcome={outcome} />
          <output className="visually-hidden">{isPlaying || state.isBehind ? '' : outcomeWords(compared, outcome, titles, places)}</output>
        </>
      )}
    </section>
  );
}

/** How far both are computed, and a way there for who does not want to wait. */
function KnownTo({ compared: { until }, outcome: { at } }: { readonly compared: ComparedView; readonly outcome: OutcomeView }): ReactNode {
  const { actions } = useSimulator();
  if (at >= until) return null;
  return (
    <p className="outcome-note outcome-known">
      {words.computedUpTo(durationText(until))}
      <button type="button" className="button parting-go" onClick={() => actions.seekTo(until)}>
        {words.goThere}
      </button>
    </p>
  );
}

function turn<T extends { readonly left: unknown; readonly right: unknown }>(view: T): T {
  return { ...view, left: view.right, right: view.left };
}

function swapCompared(compared: ComparedView | null): ComparedView | null {
  if (compared === null) return null;
  const { first, firstTelling } = compared;
  return { ...compared, first: first === null ? null : turn(first), firstTelling: firstTelling === null ? null : turn(firstTelling) };
}

function swapOutcome(outcome: OutcomeView | null): OutcomeView | null {
  if (outcome === null) return null;
  const turnRow = (row: OutcomeRowView): OutcomeRowView => ({ ...turn(row), better: row.better === null ? null : row.better === 'left' ? 'right' : 'left', records: row.records === null ? null : turn(row.records) });
  return { ...outcome, rows: outcome.rows.map(turnRow) };
}

function Working({ progress, isFirst }: { readonly progress: ComparisonState['progress']; readonly isFirst: boolean }): ReactNode {
  if (progress === null) return isFirst ? <p className="outcome-note">{words.comparing}</p> : null;
  return (
    <p className="outcome-note">
      {words.comparingSoFar(durationText(progress.at), durationText(progress.to))}
      <progress max={progress.to} value={progress.at} aria-label={words.comparedSoFar} />
    </p>
  );
}

interface PartingProps {
  readonly title: string;
  readonly divergence: DivergenceView | null;
  readonly titles: Titles;
  readonly none: string;
  /** What stands around it says what it is. */
  readonly isTitled?: boolean;
}

/** Where the runs part, with a way there. */
function Parting({ title, divergence, titles, none, isTitled = true }: PartingProps): ReactNode {
  const { actions } = useSimulator();
  if (divergence === null) {
    return (
      <div className="parting">
        <h3>{title}</h3>
        <p className="outcome-note">{none}</p>
      </div>
    );
  }
  const at = durationText(divergence.at);
  return (
    <div className="parting">
      <h3 className={isTitled ? undefined : 'visually-hidden'}>{title}</h3>
      <button type="button" className="button parting-go" aria-label={words.goTo(title, at)} onClick={() => actions.seekTo(divergence.at)}>
        {at}
      </button>
      <dl>
        <dt>{titles.left}</dt>
        <dd>{divergence.left ?? words.nothingOfTheKind}</dd>
        <dt>{titles.right}</dt>
        <dd>{divergence.right ?? words.nothingOfTheKind}</dd>
      </dl>
    </div>
  );
}
