import { nodesOf, placeControllers } from './assembly.ts';
import { placeGrid, planGrid } from './brokerGrid.ts';
import { bottom, rect } from './geometry.ts';
import type { Rect } from './geometry.ts';
import type { Metrics } from './metrics.ts';
import { RACK_FOOT, RACK_TITLE } from './racks.ts';
import { memberHeight, wantedLines } from './sideColumns.ts';
import type { GroupStructure, SceneStructure } from './structure.ts';
import type { Box, GroupBox, Scene, Viewport } from './types.ts';

const GAP = 8;
const PRODUCER_HEIGHT = 44;
const LEGEND_ITEM = 88;
const LEGEND_LINE = 18;
const ADMIN_WIDTH = 58;
const LANE = 18;
/** A phone scrolls: brokers get the height at which numbers can be read, up to this, before they are drawn smaller. */
const BROKERS_PREFERRED = 640;
/** And what a finger hits. */
const ROW_PREFERRED = 24;
/** Few rows have lines for names under their cells besides. */
const ROW_ROOMY = 64;
const FEW_ROWS = 4;

/** Everything under one another: controllers, producers, brokers, groups. Links run in lanes at both edges. */
export function layoutPhone(structure: SceneStructure, viewport: Viewport, metrics: Metrics): Scene {
  const { pad } = metrics;
  const width = viewport.width - 2 * pad;
  let y = pad;
  const controllersTitle = structure.controllers.length === 0 ? null : rect(pad, y, width, 18);
  if (controllersTitle !== null) y = bottom(controllersTitle) + 2;
  const lane = metrics.gutterOfStack;
  const controllersRow = rect(pad, y, width, structure.controllers.length === 0 ? 0 : metrics.controllers);
  const controllers = placeControllers(structure.controllers, controllersRow);
  if (controllers.length > 0) y = bottom(controllersRow) + LANE;
  // What lies between the controllers and the brokers leaves the lane at the right edge free.
  const inner = width - lane;
  const legendLines = legendHeight(structure.legendLines, inner - ADMIN_WIDTH - GAP);
  const legend = structure.legendLines === 0 ? null : rect(pad, y, inner - ADMIN_WIDTH - GAP, legendLines * LEGEND_LINE);
  // At the foot of the keys: its link leaves below them.
  const admin = rect(pad + inner - ADMIN_WIDTH, Math.max(y, (legend === null ? 0 : bottom(legend)) - metrics.admin), ADMIN_WIDTH, metrics.admin);
  y = Math.max(bottom(admin), legend === null ? 0 : bottom(legend)) + GAP;
  const producers = flow(structure.producers, rect(pad, y, inner, 0), structure.producers.length > 1 ? 2 : 1, PRODUCER_HEIGHT);
  y = producers.reduce((low, box) => Math.max(low, bottom(box.rect)), y - GAP) + LANE;
  const lines = wantedLines(structure.groups);
  const groupsHeight = structure.groups.reduce((sum, group) => sum + groupHeight(group, metrics, lines) + GAP, 0);
  const room = viewport.height - y - GAP - groupsHeight - pad;
  const preferred = preferredHeight(structure, metrics);
  const plan = planGrid(structure, width - 2 * lane, Math.max(room, preferred), metrics, 1);
  const brokersArea = rect(pad + lane, y, width - 2 * lane, Math.max(plan.height, room));
  const { brokers, racks } = placeGrid(structure, brokersArea, metrics, plan);
  const groups = placeGroups(structure.groups, rect(pad, bottom(brokersArea) + GAP, width - lane, 0), metrics, lines);
  const end = groups.reduce((low, group) => Math.max(low, bottom(group.rect)), bottom(brokersArea));
  return {
    width: viewport.width,
    height: Math.max(viewport.height, end + pad),
    kind: 'phone',
    level: plan.style?.level ?? 'heat',
    labels: plan.style?.labels ?? 'side',
    columns: 1,
    controllersTitle,
    controllers,
    racks,
    brokers,
    producers,
    legend,
    admin,
    groups,
    memberLines: lines,
    nodes: nodesOf(controllers, brokers, producers, groups, admin),
    channels: {
      top: rect(pad, bottom(controllersRow), width, LANE),
      left: rect(pad, y, lane, brokersArea.height),
      right: rect(pad + width - lane, y, lane, brokersArea.height),
      bottom: rect(pad, bottom(brokersArea), width, GAP),
    },
  };
}

function preferredHeight({ brokers, isRacked }: SceneStructure, metrics: Metrics): number {
  const rows = brokers.reduce((sum, { replicas }) => sum + Math.max(1, replicas.length), 0);
  const racks = isRacked ? new Set(brokers.map(({ rack }) => rack)).size : 0;
  const fixed = brokers.length * (metrics.brokerHeader + metrics.cardBottom + metrics.brokerGap) + racks * (RACK_TITLE + RACK_FOOT);
  return Math.min(BROKERS_PREFERRED, fixed + rows * (rows <= FEW_ROWS ? ROW_ROOMY : ROW_PREFERRED));
}

/** Lines of the legend when its items stand side by side. */
function legendHeight(items: number, width: number): number {
  return Math.ceil(Math.min(items, 8) / Math.max(1, Math.floor(width / LEGEND_ITEM)));
}

function flow(keys: readonly string[], area: Rect, columns: number, height: number): Box[] {
  const width = (area.width - GAP * (columns - 1)) / columns;
  return keys.map((key, index) => ({
    key,
    rect: rect(area.x + (index % columns) * (width + GAP), area.y + Math.floor(index / columns) * (height + GAP), width, height),
  }));
}

function membersAcross(group: GroupStructure): number {
  return group.members.length === 4 ? 2 : Math.max(1, Math.min(3, group.members.length));
}

function groupHeight(group: GroupStructure, metrics: Metrics, lines: number): number {
  const rows = Math.ceil(group.members.length / membersAcross(group));
  return PHONE_GROUP_HEADER + LINK_LANE + rows * (memberHeight(metrics, lines) + GAP);
}

const PHONE_GROUP_HEADER = 26;
/** Between a group's name and its members, where their links turn. */
const LINK_LANE = 10;

function placeGroups(groups: readonly GroupStructure[], area: Rect, metrics: Metrics, lines: number): GroupBox[] {
  let { y } = area;
  return groups.map((group) => {
    const header = rect(area.x, y, area.width, PHONE_GROUP_HEADER);
    const members = flow(group.members, rect(area.x, bottom(header) + LINK_LANE, area.width, 0), membersAcross(group), memberHeight(metrics, lines));
    const box = { key: group.key, rect: rect(area.x, y, area.width, groupHeight(group, metrics, lines)), header, members };
    y = bottom(box.rect) + GAP;
    return box;
  });
}
