import type { BrokerView, HeatMeasure } from '../../scene/frame.ts';
import { valueAt, type HeatGrid } from '../../scene/heat/heatGrid.ts';
import { numbered, type HeatLayout } from '../../scene/heat/heatLayout.ts';
import { isTrouble, SHADES, type HeatScale } from '../../scene/heat/heatScale.ts';
import * as words from '../../words/heat.ts';
import { compact } from '../cluster/describe.ts';

export interface HeatPicture {
  readonly grid: HeatGrid;
  readonly layout: HeatLayout;
  readonly measure: HeatMeasure;
  readonly scale: HeatScale;
}

const GAP = 1;
/** Cells from this size on have their number in them. */
const NUMBERED_WIDTH = 24;
const NUMBERED_HEIGHT = 13;
/** Of a cell's height, filled with the shade: the more, the higher, so that it is not told by colour alone. */
const LEAST_FILLED = 0.4;

interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly colour: (name: string) => string;
}

/** Paints the whole map, shade by shade. */
export function drawHeat(canvas: HTMLCanvasElement, picture: HeatPicture): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { width, height } = picture.layout;
  const scale = window.devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas);
  const pen: Pen = { context, colour: (name) => style.getPropertyValue(name).trim() };
  context.textBaseline = 'middle';
  drawCells(pen, picture);
  drawBrokers(pen, picture);
  drawTopics(pen, picture);
}

function drawCells({ context, colour }: Pen, { grid, layout, measure, scale }: HeatPicture): void {
  const { cells, cell } = layout;
  const [wide, high] = [Math.max(1, cell.width - GAP), Math.max(1, cell.height - GAP)];
  const byShade: [number, number, number][][] = Array.from({ length: SHADES + 1 }, () => []);
  grid.values[measure].forEach((values, row) => {
    values.forEach((value, column) => {
      if (value >= 0) byShade[scale.shadeOf(value)]?.push([cells.x + column * cell.width, cells.y + row * cell.height, value]);
    });
  });
  context.fillStyle = colour('--heat-0');
  for (const group of byShade) for (const [x, y] of group) context.fillRect(x, y, wide, high);
  const name = isTrouble(measure) ? '--heat-bad' : '--heat';
  byShade.forEach((group, shade) => {
    if (shade === 0) return;
    const filled = high * (LEAST_FILLED + ((1 - LEAST_FILLED) * shade) / SHADES);
    context.fillStyle = colour(`${name}-${shade}`);
    for (const [x, y] of group) context.fillRect(x, y + high - filled, wide, filled);
  });
  if (cell.width < NUMBERED_WIDTH || cell.height < NUMBERED_HEIGHT) return;
  context.font = '500 11px "JetBrains Mono Variable", monospace';
  context.textAlign = 'center';
  byShade.forEach((group, shade) => {
    context.fillStyle = colour(shade > 2 ? '--heat-on-dark' : '--ink');
    for (const [x, y, value] of group) context.fillText(compact(value), x + wide / 2, y + high / 2 + 1);
  });
}

function drawBrokers(pen: Pen, { grid, layout }: HeatPicture): void {
  const { context, colour } = pen;
  const { racks, numbers, cells, cell } = layout;
  context.font = '11px "JetBrains Mono Variable", monospace';
  context.textAlign = 'center';
  const xOf = (column: number): number => cells.x + (column + 0.5) * cell.width;
  grid.brokers.forEach((broker, column) => {
    const tone = toneOf(broker);
    if (tone !== null) drawState(pen, tone, xOf(column), layout);
  });
  for (const column of numbered(layout, grid.brokers)) {
    const broker = grid.brokers[column];
    if (broker === undefined) continue;
    context.fillStyle = colour(toneOf(broker) ?? '--ink-3');
    context.fillText(String(broker.id), xOf(column), numbers.y + numbers.height / 2);
  }
  if (racks === null) return;
  context.font = '500 11px "Inter Variable", sans-serif';
  for (const { name, from, to } of grid.racks) {
    const [x, width] = [cells.x + from * cell.width, (to - from) * cell.width - 3];
    context.fillStyle = colour('--line-strong');
    context.fillRect(x, racks.y + racks.height, width, 1);
    const text = [words.rack(name), name].find((each) => context.measureText(each).width <= width);
    context.fillStyle = colour('--ink-2');
    if (text !== undefined) context.fillText(text, x + width / 2, racks.y + racks.height / 2);
  }
}

function toneOf({ state }: BrokerView): '--bad' | '--warn' | null {
  if (state === 'running') return null;
  return state === 'dead' || state === 'fenced' ? '--bad' : '--warn';
}

/** A broker that does not run: a cross over its column, and a line down it. */
function drawState({ context, colour }: Pen, tone: '--bad' | '--warn', x: number, { cells }: HeatLayout): void {
  context.strokeStyle = colour(tone);
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x - 2.5, cells.y - 5.5);
  context.lineTo(x + 2.5, cells.y - 0.5);
  context.moveTo(x + 2.5, cells.y - 5.5);
  context.lineTo(x - 2.5, cells.y - 0.5);
  context.stroke();
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, cells.y);
  context.lineTo(x, cells.y + cells.height);
  context.stroke();
  context.globalAlpha = 1;
}

function drawTopics({ context, colour }: Pen, { grid, layout, measure }: HeatPicture): void {
  const { names, cells, cell, sums, numbers } = layout;
  if (sums !== null) {
    context.font = '11px "Inter Variable", sans-serif';
    context.textAlign = 'right';
    context.fillStyle = colour('--ink-3');
    context.fillText(words.sum, sums.x + sums.width, numbers.y + numbers.height / 2);
  }
  grid.topics.forEach(({ name }, row) => {
    if (row % layout.nameEvery !== 0) return;
    const y = cells.y + (row + 0.5) * cell.height;
    context.font = '12px "Inter Variable", sans-serif';
    context.textAlign = 'left';
    context.fillStyle = colour('--ink-2');
    context.fillText(fitted(context, name, names.width - 8), 0, y);
    if (sums === null) return;
    context.font = '11px "JetBrains Mono Variable", monospace';
    context.textAlign = 'right';
    context.fillStyle = colour('--ink-3');
    context.fillText(compact(Math.max(0, valueAt(grid, measure, { row, column: -1 }))), sums.x + sums.width, y);
  });
}

function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let end = text.length - 1;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end)}…`;
}
