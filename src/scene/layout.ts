import { nodesOf, placeControllers } from './assembly.ts';
import { placeGrid, planGrid } from './brokerGrid.ts';
import type { GridPlan } from './brokerGrid.ts';
import { bottom, rect, right } from './geometry.ts';
import { metricsFor } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { layoutPhone } from './phone.ts';
import { leftNeeds, placeLeft, placeRight, rightNeeds } from './sideColumns.ts';
import type { SceneStructure } from './structure.ts';
import type { Channels, Scene, Viewport } from './types.ts';

const BROKER_COLUMN_MIN = 86;
/** A controller with its role in words. */
const CONTROLLER_MIN = 104;

/**
 * Where everything is drawn. Depends on what there is and how much room there is, so nothing moves while states change.
 * The scene is exactly as wide as the viewport, and as high unless its contents need more at their smallest.
 */
export function layoutScene(structure: SceneStructure, viewport: Viewport): Scene {
  const metrics = metricsFor(viewport, structure.brokers.length);
  if (viewport.kind === 'phone') return layoutPhone(structure, viewport, metrics);
  const top = metrics.pad + (structure.controllers.length > 0 ? metrics.controllers + metrics.topChannel : 0);
  const sideNeeds = Math.max(leftNeeds(structure, metrics), rightNeeds(structure, metrics));
  const height = Math.max(viewport.height - top - metrics.pad, sideNeeds);
  const plan = bestPlan(structure, viewport.width, height, metrics);
  const lanes = lanesOf(plan, metrics);
  // Headings must not make a crowd higher than it is: there a broker says itself in which rack it is.
  if (structure.isRacked && plan.height + lanes.top + lanes.bottom > height) return layoutScene({ ...structure, isRacked: false }, viewport);
  const contents = Math.max(height, plan.height + lanes.top + lanes.bottom);
  return assemble(structure, { ...viewport, height: top + contents + metrics.pad }, metrics, plan, top, contents);
}

/** Columns of brokers need room above and below them for links; a stack has its links beside it. */
function lanesOf(plan: GridPlan, metrics: Metrics): { readonly top: number; readonly bottom: number } {
  return plan.columns === 1 ? { top: 0, bottom: 0 } : { top: 8, bottom: metrics.bottomChannel };
}

function bestPlan(structure: SceneStructure, width: number, height: number, metrics: Metrics): GridPlan {
  const most = Math.max(1, structure.brokers.length);
  let best = planGrid(structure, brokersWidth(structure, width, metrics, 1), height, metrics, 1);
  for (let columns = 2; columns <= most; columns += 1) {
    const room = brokersWidth(structure, width, metrics, columns);
    if (room / columns < BROKER_COLUMN_MIN) break;
    const plan = planGrid(structure, room, height - 8 - metrics.bottomChannel, metrics, columns);
    if (plan.score > best.score) best = plan;
  }
  return best;
}

function brokersWidth(structure: SceneStructure, width: number, metrics: Metrics, columns: number): number {
  return width - 2 * metrics.pad - metrics.left - gutter(metrics, columns) - rightSide(structure, metrics, columns);
}

function gutter(metrics: Metrics, columns: number): number {
  return columns === 1 ? metrics.gutterOfStack : metrics.gutterOfColumns;
}

/** Without consumers only the lane that controllers use is kept on the right. */
function rightSide(structure: SceneStructure, metrics: Metrics, columns: number): number {
  return structure.groups.length === 0 ? 22 : metrics.right + gutter(metrics, columns);
}

function assemble(structure: SceneStructure, viewport: Viewport, metrics: Metrics, plan: GridPlan, top: number, height: number): Scene {
  const { pad } = metrics;
  const lanes = lanesOf(plan, metrics);
  const side = gutter(metrics, plan.columns);
  const left = rect(pad, top, metrics.left, height);
  const middle = rect(right(left) + side, top, brokersWidth(structure, viewport.width, metrics, plan.columns), height);
  const inner = rect(middle.x, middle.y + lanes.top, middle.width, height - lanes.top - lanes.bottom);
  const { brokers, racks } = placeGrid(structure, inner, metrics, plan);
  const { producers, legend, admin } = placeLeft(structure, left, metrics);
  const rightWidth = structure.groups.length === 0 ? 0 : metrics.right;
  const { groups, memberLines } = placeRight(structure, rect(viewport.width - pad - rightWidth, top, rightWidth, height), metrics);
  const titled = middle.width / Math.max(1, structure.controllers.length) >= CONTROLLER_MIN;
  const rowX = titled ? middle.x : pad;
  const controllers = placeControllers(structure.controllers, rect(rowX, pad, right(middle) - rowX, metrics.controllers));
  const outer = racks.length > 0 ? racks : brokers;
  const lowest = outer.reduce((most, { rect: card }) => Math.max(most, bottom(card)), inner.y);
  const highest = outer.reduce((least, { rect: card }) => Math.min(least, card.y), lowest);
  const channels: Channels = {
    top: rect(middle.x, pad + metrics.controllers, middle.width, Math.max(0, highest - pad - metrics.controllers)),
    left: rect(right(left), top, side, height),
    right: rect(right(middle), top, viewport.width - pad - rightWidth - right(middle), height),
    bottom: rect(middle.x, lowest, middle.width, top + height - lowest),
  };
  return {
    width: viewport.width,
    height: viewport.height,
    kind: viewport.kind,
    level: plan.style?.level ?? 'heat',
    labels: plan.style?.labels ?? 'side',
    columns: plan.columns,
    controllersTitle: controllers.length === 0 || !titled ? null : rect(pad, pad, metrics.left + side - 8, metrics.controllers),
    controllers,
    racks,
    brokers,
    producers,
    legend,
    admin,
    groups,
    memberLines,
    nodes: nodesOf(controllers, brokers, producers, groups, admin),
    channels,
  };
}
