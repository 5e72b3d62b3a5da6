import type { BrokerView, Frame, HeatMeasure } from '../frame.ts';

/** Topics by brokers, as the map shows them. */
export interface HeatGrid {
  readonly topics: readonly HeatTopic[];
  /** By rack, and by id in each. */
  readonly brokers: readonly BrokerView[];
  /** Neighbouring columns of one rack; empty where no broker has one. */
  readonly racks: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  /** Of a measure, by topic and then by column; -1 where nothing of the topic is on the broker. */
  readonly values: Readonly<Record<HeatMeasure, readonly (readonly number[])[]>>;
}

export interface HeatTopic {
  readonly key: string;
  readonly name: string;
  readonly partitions: number;
}

/** A place on the map: -1 is the header, a whole topic or broker. */
export interface HeatPlace {
  readonly row: number;
  readonly column: number;
}

export const EVERYWHERE: HeatPlace = { row: -1, column: -1 };

export function heatGrid(frame: Frame, showInternalTopics: boolean): HeatGrid {
  const order = frame.brokers.map((broker, index) => ({ broker, index })).toSorted((a, b) => byText(a.broker.rack ?? '', b.broker.rack ?? '') || a.broker.id - b.broker.id);
  const topics = frame.topics.filter(({ internal }) => showInternalTopics || !internal);
  const views = new Map(frame.heat.map((view) => [view.key, view.values]));
  const rowsOf = (measure: HeatMeasure): number[][] =>
    topics.map(({ key }) => {
      const values = views.get(`${key}/${measure}`);
      return order.map(({ index }) => values?.[index] ?? -1);
    });
  const brokers = order.map(({ broker }) => broker);
  return {
    topics,
    brokers,
    racks: racksOf(brokers),
    values: { leaders: rowsOf('leaders'), under: rowsOf('under'), out: rowsOf('out'), offline: rowsOf('offline'), traffic: rowsOf('traffic'), lag: rowsOf('lag') },
  };
}

/** By code unit, the same in every language. */
function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function racksOf(brokers: readonly BrokerView[]): HeatGrid['racks'] {
  const racks: { name: string; from: number; to: number }[] = [];
  brokers.forEach(({ rack }, column) => {
    if (rack === null) return;
    const last = racks.at(-1);
    if (last?.name === rack) last.to = column + 1;
    else racks.push({ name: rack, from: column, to: column + 1 });
  });
  return racks;
}

/** The value at a place: a cell's own, or the sum over a header's row, column or everything. -1 where nothing is there. */
export function valueAt(grid: HeatGrid, measure: HeatMeasure, { row, column }: HeatPlace): number {
  const rows = row < 0 ? grid.values[measure] : [grid.values[measure][row] ?? []];
  let sum = -1;
  for (const values of rows) {
    for (const value of column < 0 ? values : [values[column] ?? -1]) if (value >= 0) sum = Math.max(0, sum) + value;
  }
  return sum;
}

/** The most that a single cell has. */
export function mostOf(grid: HeatGrid, measure: HeatMeasure): number {
  return grid.values[measure].reduce((most, row) => row.reduce((least, value) => Math.max(least, value), most), 0);
}

/** What is drawn in full when one goes near the place, as `AppState.closeUp` has it; null for everything. */
export function areaAt(grid: HeatGrid, { row, column }: HeatPlace): string | null {
  const parts = [grid.brokers[column]?.key, grid.topics[row]?.key].filter((key) => key !== undefined);
  return parts.length === 0 ? null : parts.join('/');
}

/** The other way round; everything where the map has no such place. */
export function placeOf(grid: HeatGrid, area: string): HeatPlace {
  const { broker, topic } = areaParts(area);
  return { row: grid.topics.findIndex(({ key }) => key === topic), column: grid.brokers.findIndex(({ key }) => key === broker) };
}

/** Keys of the broker and the topic that an area is of. */
export function areaParts(area: string): { readonly broker: string | null; readonly topic: string | null } {
  const [, broker, topic] = /^(broker-\d+)?\/?(topic:.+)?$/.exec(area) ?? [];
  return { broker: broker ?? null, topic: topic ?? null };
}
