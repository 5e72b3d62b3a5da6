import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { durationText, localText } from '../format/readersNumbers.ts';
import type { Comparison } from '../../store/compare/createComparison.ts';
import type { ComparedView, ComparisonState, DivergenceView, OutcomeRowView, Titles } from '../../store/compare/comparisonState.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { outcomeWords } from './outcomeWords.ts';
import { usePlaces, type Places } from './usePlaces.ts';

/** What came out, side by side, and where the two runs part. */
export function Outcome({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const state = useStore(comparison.store);
  const places = usePlaces();
  const { progress, failure, problems, swapped } = state;
  const compared = swapped ? swap(state.compared) : state.compared;
  const titles = swapped ? { left: state.titles.right, right: state.titles.left } : state.titles;
  const wrong = failure ?? problems?.map(({ path, message }) => `${path} ${message}`).join(' ') ?? null;
  return (
    <section className="outcome" aria-label="What came out differently">
      {wrong !== null && (
        <p className="outcome-wrong" role="alert">
          The comparison has stopped: {wrong}
        </p>
      )}
      {wrong === null && <Working progress={progress} isFirst={compared === null} />}
      {compared !== null && (
        <>
          <Parting title="First difference that matters" divergence={compared.firstTelling} titles={titles} none="None so far: what is told by one is told by the other within a second." />
          <Parting title="First difference of all" divergence={compared.first} titles={titles} none="None: both tell the same, to the microsecond." />
          <Table compared={compared} titles={titles} places={places} />
          <output className="visually-hidden">{outcomeWords(compared, titles, places)}</output>
        </>
      )}
    </section>
  );
}

function swap(compared: ComparedView | null): ComparedView | null {
  if (compared === null) return null;
  const turn = <T extends { readonly left: unknown; readonly right: unknown }>(view: T): T => ({ ...view, left: view.right, right: view.left });
  const turnRow = (row: OutcomeRowView): OutcomeRowView => ({ ...turn(row), better: row.better === null ? null : row.better === 'left' ? 'right' : 'left' });
  const { first, firstTelling, rows } = compared;
  return { ...compared, first: first === null ? null : turn(first), firstTelling: firstTelling === null ? null : turn(firstTelling), rows: rows.map(turnRow) };
}

function Working({ progress, isFirst }: { readonly progress: ComparisonState['progress']; readonly isFirst: boolean }): ReactNode {
  if (progress === null) return isFirst ? <p className="outcome-note">Comparing.</p> : null;
  return (
    <p className="outcome-note">
      Comparing: {durationText(progress.at)} of {durationText(progress.to)}
      <progress max={progress.to} value={progress.at} aria-label="Compared so far" />
    </p>
  );
}

interface PartingProps {
  readonly title: string;
  readonly divergence: DivergenceView | null;
  readonly titles: Titles;
  readonly none: string;
}

/** Where the runs part, with a way there. */
function Parting({ title, divergence, titles, none }: PartingProps): ReactNode {
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
      <h3>{title}</h3>
      <button type="button" className="button parting-go" aria-label={`${title}: go to ${at}`} onClick={() => actions.seekTo(divergence.at)}>
        {at}
      </button>
      <dl>
        <dt>{titles.left}</dt>
        <dd>{divergence.left ?? 'Nothing of the kind.'}</dd>
        <dt>{titles.right}</dt>
        <dd>{divergence.right ?? 'Nothing of the kind.'}</dd>
      </dl>
    </div>
  );
}

interface TableProps {
  readonly compared: ComparedView;
  readonly titles: Titles;
  readonly places: Places;
}

function Table({ compared: { rows, until }, titles, places }: TableProps): ReactNode {
  return (
    <table className="outcome-table">
      <caption>What came out, up to {durationText(until)}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">what</span>
          </th>
          <th scope="col" title={titles.left}>
            {places.left}
            <span className="visually-hidden">, {titles.left}</span>
          </th>
          <th scope="col" title={titles.right}>
            {places.right}
            <span className="visually-hidden">, {titles.right}</span>
          </th>
          <th scope="col">better</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, meaning, left, right, better }) => (
          <tr key={key} data-key={key} data-differs={left !== right}>
            <th scope="row" title={meaning}>
              {label}
            </th>
            <td data-better={better === 'left'}>{localText(left)}</td>
            <td data-better={better === 'right'}>{localText(right)}</td>
            <td className="outcome-better">{better === null ? (left === right ? 'same' : '') : places[better]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
