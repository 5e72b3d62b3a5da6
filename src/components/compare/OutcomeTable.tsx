import type { ReactNode } from 'react';
import { durationText, localText } from '../format/readersNumbers.ts';
import type { CountedView, OutcomeRowView, OutcomeView, Titles } from '../../store/compare/comparisonState.ts';
import type { Simulator } from '../../store/createSimulator.ts';
import * as words from '../../words/compare/outcome.ts';
import type { Places } from './usePlaces.ts';

type Place = 'left' | 'right';

/** A number whose records are listed, and of which run. */
export interface OpenRow {
  readonly key: string;
  readonly place: Place;
}

interface OutcomeTableProps {
  readonly outcome: OutcomeView;
  readonly titles: Titles;
  readonly places: Places;
  /** Whose records are listed. While both are computed further the table goes and comes again, and what was opened stays open. */
  readonly open: OpenRow | null;
  readonly onOpen: (open: OpenRow | null) => void;
  /** The run at each place, which is asked why. */
  readonly simulators: { readonly left: Simulator; readonly right: Simulator };
}

/** What came out so far. Numbers of records lead to them, and each record to its causes. */
export function OutcomeTable({ outcome: { rows, at }, titles, places, open, onOpen, simulators }: OutcomeTableProps): ReactNode {
  const toggle = (key: string, place: Place): void => onOpen(open?.key === key && open.place === place ? null : { key, place });
  return (
    <table className="outcome-table">
      <caption>{words.soFar(durationText(at))}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{words.whatColumn}</span>
          </th>
          {(['left', 'right'] as const).map((place) => (
            <th key={place} scope="col" title={titles[place]}>
              {places[place]}
              <span className="visually-hidden">{words.ofRun(titles[place])}</span>
            </th>
          ))}
          <th scope="col">{words.betterColumn}</th>
        </tr>
      </thead>
      {rows.map((row) => (
        <tbody key={row.key}>
          <Row row={row} places={places} open={open?.key === row.key ? open.place : null} onToggle={(place) => toggle(row.key, place)} />
          {open?.key === row.key && row.records !== null && row.records[open.place].length > 0 && (
            <tr className="outcome-records">
              <td colSpan={4}>
                <Records row={row} place={open.place} title={titles[open.place]} simulator={simulators[open.place]} />
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}

interface RowProps {
  readonly row: OutcomeRowView;
  readonly places: Places;
  /** Whose records are listed below it. */
  readonly open: Place | null;
  readonly onToggle: (place: Place) => void;
}

function Row({ row, places, open, onToggle }: RowProps): ReactNode {
  const { key, label, meaning, left, right, better, records } = row;
  return (
    <tr data-key={key} data-differs={left !== right}>
      <th scope="row" title={meaning}>
        {label}
      </th>
      {(['left', 'right'] as const).map((place) => (
        <td key={place} data-better={better === place}>
          {records !== null && records[place].length > 0 ? (
            <button type="button" className="outcome-count" aria-expanded={open === place} aria-label={words.whichOnes(row[place], label, places[place])} onClick={() => onToggle(place)}>
              {localText(row[place])}
            </button>
          ) : (
            localText(row[place])
          )}
        </td>
      ))}
      <td className="outcome-better">{better === null ? (left === right ? words.same : '') : places[better]}</td>
    </tr>
  );
}

interface RecordsProps {
  readonly row: OutcomeRowView;
  readonly place: Place;
  readonly title: string;
  readonly simulator: Simulator;
}

/** The records that a number counts, with a way from each to its causes. */
function Records({ row, place, title, simulator }: RecordsProps): ReactNode {
  const list: readonly CountedView[] = row.records?.[place] ?? [];
  const more = Number(row[place]) - list.length;
  return (
    <ul className="outcome-list" aria-label={words.recordsWith(row.label, title)}>
      {list.map(({ id, words: what, subject }) => (
        <li key={`${id} ${what}`}>
          <span>
            <code>{id}</code> {localText(what)}
          </span>
          <button type="button" className="event-why" aria-label={words.whyRecord(row.label, id)} onClick={() => simulator.actions.askWhyOf(subject, words.record(id, what))}>
            {words.why}
          </button>
        </li>
      ))}
      {more > 0 && <li>{words.andMore(more)}</li>}
    </ul>
  );
}
