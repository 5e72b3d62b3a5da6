import { bottom, rect } from './geometry.ts';
import type { Rect } from './geometry.ts';
import type { Metrics } from './metrics.ts';
import { placeRacks, RACK_FOOT, RACK_TITLE } from './racks.ts';
import type { RackCard } from './racks.ts';
import { placeRow } from './row.ts';
import { rowStyles } from './rowStyle.ts';
import type { RowStyle } from './rowStyle.ts';
import type { BrokerStructure, SceneStructure } from './structure.ts';
import { placeTiles, placeTopics, tilesHeight, topicOf, topicsHeight } from './tiles.ts';
import type { BrokerBox, RackBox } from './types.ts';

/** One way of drawing all brokers: how many columns, and how a replica's row looks. */
export interface GridPlan {
  readonly columns: number;
  /** Null: a tile for each replica. */
  readonly style: RowStyle | null;
  readonly rowHeight: number;
  /** What the plan needs, which may be more than there is. */
  readonly height: number;
  /** Higher is easier to read. */
  readonly score: number;
}

const HEAT_SCORE = 0.5;
const GAP_MAX = 64;
/** Tiles of one topic look lost in more than this. */
const TILES_MAX = 64;

/** The best plan with this many columns in this much room. */
export function planGrid(structure: SceneStructure, width: number, height: number, metrics: Metrics, columns: number): GridPlan {
  const lines = gridLines(structure, columns);
  const rows = lines.reduce((sum, line) => sum + rowsOf(line), 0);
  const fixed = fixedHeight(lines, metrics);
  const raw = (height - fixed) / rows;
  const cardWidth = columnWidth(width, metrics, columns);
  const holes = lines.length * columns - structure.brokers.length;
  const penalty = (columns > 1 ? 0.5 : 0) + (holes / (lines.length * columns)) * 2;
  let best: GridPlan | null = null;
  for (const style of rowStyles(cardWidth - 2 * metrics.cardPad, structure.nameLength)) {
    if (raw < style.minHeight) continue;
    const rowHeight = Math.min(raw, style.maxHeight);
    const score = style.score - penalty - (1 - rowHeight / raw) * 1.2;
    if (best === null || score > best.score) best = { columns, style, rowHeight, height: fixed + rows * rowHeight, score };
  }
  return best ?? planTiles(structure, cardWidth, height, metrics, columns, penalty);
}

function planTiles(structure: SceneStructure, cardWidth: number, height: number, metrics: Metrics, columns: number, penalty: number): GridPlan {
  const lines = gridLines(structure, columns);
  const fixed = fixedHeight(lines, metrics);
  const most = structure.brokers.reduce((max, { replicas }) => Math.max(max, replicas.length), 1);
  const needed = tilesHeight(cardWidth - 2 * metrics.cardPad, most);
  const named = hasTopics(structure) ? structure.brokers.reduce((max, { replicas }) => Math.max(max, topicsHeight(cardWidth - 2 * metrics.cardPad, replicas)), 0) : 0;
  const rowHeight = Math.max(needed, Math.min((height - fixed) / lines.length, Math.max(TILES_MAX, named)));
  const short = Math.max(0, fixed + lines.length * needed - height);
  const narrow = cardWidth < 130 ? 1 : 0;
  return {
    columns,
    style: null,
    rowHeight,
    height: fixed + lines.length * rowHeight,
    score: HEAT_SCORE - penalty / 4 - short / 100 - narrow,
  };
}

/** Brokers in a grid, row by row, filling `area`, with their racks. */
export function placeGrid(structure: SceneStructure, area: Rect, metrics: Metrics, plan: GridPlan): { readonly brokers: BrokerBox[]; readonly racks: RackBox[] } {
  const lines = gridLines(structure, plan.columns);
  const spare = Math.max(0, area.height - plan.height);
  const extraGap = lines.length > 1 ? Math.min(GAP_MAX, spare / (lines.length + 1)) : 0;
  let y = area.y + (spare - extraGap * (lines.length - 1)) / 2;
  const width = columnWidth(area.width, metrics, plan.columns);
  const brokers: BrokerBox[] = [];
  const cards: RackCard[] = [];
  const isNamed = hasTopics(structure);
  for (const line of lines) {
    if (line.isHead) y += RACK_TITLE;
    const height = metrics.brokerHeader + metrics.cardBottom + plan.rowHeight * (plan.style === null ? 1 : rowsOf(line));
    line.brokers.forEach((broker, column) => {
      const card = rect(area.x + column * (width + gapBetween(metrics, plan.columns)), y, width, height);
      brokers.push(placeBroker(broker, card, metrics, plan, isNamed));
      cards.push({ rack: broker.rack, card });
    });
    y += height + (line.isTail ? RACK_FOOT : 0) + metrics.brokerGap + extraGap;
  }
  return { brokers, racks: structure.isRacked ? placeRacks(cards) : [] };
}

function placeBroker(broker: BrokerStructure, card: Rect, metrics: Metrics, plan: GridPlan, isNamed: boolean): BrokerBox {
  const { style } = plan;
  const header = rect(card.x + metrics.cardPad, card.y, card.width - 2 * metrics.cardPad, metrics.brokerHeader);
  const body = rect(header.x, card.y + metrics.brokerHeader, header.width, card.height - metrics.brokerHeader - metrics.cardBottom);
  const base = { key: broker.key, rect: card, header };
  if (style === null) return tiled(base, broker.replicas, body, metrics, isNamed);
  const rows = broker.replicas.map((key, index) => {
    const area = rect(body.x, body.y + index * plan.rowHeight, body.width, plan.rowHeight);
    return placeRow(key, area, Math.min(6, metrics.cardPad - 4), style);
  });
  return { ...base, rows, tiles: [], tileTitles: [] };
}

/** Tiles under the header, or beside it where the card is hardly higher than a line. */
function tiled(base: Omit<BrokerBox, 'rows' | 'tiles' | 'tileTitles'>, replicas: readonly string[], body: Rect, metrics: Metrics, isNamed: boolean): BrokerBox {
  const { header, rect: card } = base;
  const topics = isNamed ? placeTopics(replicas, body) : null;
  if (topics !== null) return { ...base, rows: [], tiles: topics.tiles, tileTitles: topics.titles };
  const room = header.width - WORDS_WIDTH;
  if (body.height >= metrics.brokerHeader || room < body.width / 3) return { ...base, rows: [], tiles: placeTiles(replicas, body), tileTitles: [] };
  const tiles = placeTiles(replicas, rect(header.x + WORDS_WIDTH, card.y + 4, room, card.height - 8));
  const height = tiles.reduce((low, tile) => Math.max(low, bottom(tile.rect)), card.y + 4) - card.y - 4;
  const shift = (card.height - 8 - height) / 2;
  return {
    ...base,
    header: rect(header.x, card.y, WORDS_WIDTH - 10, card.height),
    rows: [],
    tiles: tiles.map(({ key, rect: area }) => ({ key, rect: { ...area, y: area.y + shift } })),
    tileTitles: [],
  };
}

/** A broker's name and two words beside it. */
const WORDS_WIDTH = 132;

/** Brokers that stand side by side. */
interface Line {
  readonly brokers: readonly BrokerStructure[];
  /** It is the first, or the last, of a rack; a single line of all racks is both. */
  readonly isHead: boolean;
  readonly isTail: boolean;
}

/** A rack begins a line of its own, unless there is one line for all. */
function gridLines({ brokers, isRacked }: SceneStructure, columns: number): Line[] {
  if (!isRacked || columns >= brokers.length) return chunks(brokers, columns).map((each) => ({ brokers: each, isHead: isRacked, isTail: isRacked }));
  const racks = [...new Set(brokers.map(({ rack }) => rack))];
  return racks.flatMap((name) => {
    const lines = chunks(brokers.filter(({ rack }) => rack === name), columns);
    return lines.map((each, index) => ({ brokers: each, isHead: index === 0, isTail: index === lines.length - 1 }));
  });
}

function chunks(brokers: readonly BrokerStructure[], columns: number): BrokerStructure[][] {
  const lines: BrokerStructure[][] = [];
  for (let index = 0; index < brokers.length; index += columns) lines.push(brokers.slice(index, index + columns));
  return lines;
}

/** There are several, so that tiles stand under the names of theirs on every broker, be it the only one there. */
function hasTopics({ brokers }: SceneStructure): boolean {
  return new Set(brokers.flatMap(({ replicas }) => replicas.map(topicOf))).size > 1;
}

/** What headers, headings and gaps take. */
function fixedHeight(lines: readonly Line[], metrics: Metrics): number {
  const cards = lines.length * (metrics.brokerHeader + metrics.cardBottom) + (lines.length - 1) * metrics.brokerGap;
  return lines.reduce((sum, { isHead, isTail }) => sum + (isHead ? RACK_TITLE : 0) + (isTail ? RACK_FOOT : 0), cards);
}

function rowsOf({ brokers }: Line): number {
  return brokers.reduce((most, { replicas }) => Math.max(most, replicas.length), 1);
}

function columnWidth(width: number, metrics: Metrics, columns: number): number {
  return (width - gapBetween(metrics, columns) * (columns - 1)) / columns;
}

function gapBetween(metrics: Metrics, columns: number): number {
  return columns > 1 ? metrics.brokerGap + 2 : 0;
}
