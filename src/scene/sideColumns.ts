import { bottom, clamp, rect } from './geometry.ts';
import type { Rect } from './geometry.ts';
import type { Metrics } from './metrics.ts';
import type { GroupStructure, SceneStructure } from './structure.ts';
import type { Box, GroupBox } from './types.ts';

export const LEGEND_LINES_MAX = 8;
const PRODUCER_MIN = 24;
const LEGEND_LINE = 17;
const LEGEND_TITLE = 18;
const LINES_MAX = 6;

export interface LeftColumn {
  readonly producers: readonly Box[];
  readonly legend: Rect | null;
  readonly admin: Rect;
}

/** Least height of the left column: producers as single lines and the admin client's place. */
export function leftNeeds(structure: SceneStructure, metrics: Metrics): number {
  return structure.producers.length * (PRODUCER_MIN + 6) + metrics.admin + 8;
}

/** Producers in the middle of the height, the legend under them, the admin client's place at the foot. */
export function placeLeft(structure: SceneStructure, area: Rect, metrics: Metrics): LeftColumn {
  const admin = rect(area.x, bottom(area) - metrics.admin, area.width, metrics.admin);
  const room = area.height - metrics.admin - 8;
  const count = structure.producers.length;
  const wanted = legendHeight(Math.min(structure.legendLines, LEGEND_LINES_MAX));
  const comfortable = count * (Math.min(metrics.producer, 44) + 8);
  const legendRoom = wanted > 0 && comfortable + wanted + 16 <= room ? wanted : 0;
  const free = room - legendRoom - (legendRoom > 0 ? 16 : 0);
  const height = clamp(free / Math.max(1, count) - 8, PRODUCER_MIN, metrics.producer);
  const gap = count > 1 ? clamp((free - count * height) / (count - 1), 4, 40) : 0;
  const used = count * height + Math.max(0, count - 1) * gap + (legendRoom > 0 ? 16 + legendRoom : 0);
  let y = area.y + Math.max(0, (room - used) / 2);
  const producers = structure.producers.map((key) => {
    const box = { key, rect: rect(area.x, y, area.width, height) };
    y += height + gap;
    return box;
  });
  const legendTop = y - gap + 16;
  return { producers, legend: legendRoom > 0 ? rect(area.x, legendTop, area.width, legendRoom) : null, admin };
}

function legendHeight(lines: number): number {
  return lines === 0 ? 0 : LEGEND_TITLE + lines * LEGEND_LINE;
}

/** Lines for assigned partitions that every member should have: what it will own when one member of its group is gone. */
export function wantedLines(groups: readonly GroupStructure[]): number {
  const lines = groups.map(({ members, partitions }) => Math.ceil(partitions / Math.max(1, members.length - 1)));
  return clamp(Math.max(1, ...lines), 1, LINES_MAX);
}

export function memberHeight(metrics: Metrics, lines: number): number {
  return metrics.memberHeader + (lines === 0 ? 0 : lines * metrics.line + 4);
}

/** Least height of the right column: every member a single line. */
export function rightNeeds(structure: SceneStructure, metrics: Metrics): number {
  return columnHeight(structure.groups, metrics, 0, MEMBER_GAP_MIN, GROUP_GAP_MIN);
}

const MEMBER_GAP_MIN = 4;
const GROUP_GAP_MIN = 8;

function columnHeight(groups: readonly GroupStructure[], metrics: Metrics, lines: number, memberGap: number, groupGap: number): number {
  const heights = groups.map(({ members }) => metrics.groupHeader + members.length * (memberHeight(metrics, lines) + memberGap));
  return heights.reduce((sum, height) => sum + height, 0) + Math.max(0, groups.length - 1) * groupGap;
}

export interface RightColumn {
  readonly groups: readonly GroupBox[];
  readonly memberLines: number;
}

/** Groups from top to bottom in the middle of the height, with as many lines a member as fit. */
export function placeRight(structure: SceneStructure, area: Rect, metrics: Metrics): RightColumn {
  const { groups } = structure;
  let lines = wantedLines(groups);
  while (lines > 0 && columnHeight(groups, metrics, lines, MEMBER_GAP_MIN, GROUP_GAP_MIN) > area.height) lines -= 1;
  const members = groups.reduce((sum, group) => sum + group.members.length, 0);
  const spare = Math.max(0, area.height - columnHeight(groups, metrics, lines, MEMBER_GAP_MIN, GROUP_GAP_MIN));
  const memberGap = MEMBER_GAP_MIN + Math.min(24, spare / Math.max(1, members + groups.length));
  const afterMembers = spare - (memberGap - MEMBER_GAP_MIN) * members;
  const groupGap = GROUP_GAP_MIN + clamp(afterMembers / (groups.length + 1), 0, 36);
  let y = area.y + Math.max(0, (area.height - columnHeight(groups, metrics, lines, memberGap, groupGap)) / 2);
  const placed = groups.map((group) => {
    const box = placeGroup(group, area.x, y, area.width, metrics, lines, memberGap);
    y = bottom(box.rect) + groupGap;
    return box;
  });
  return { groups: placed, memberLines: lines };
}

function placeGroup(
  group: GroupStructure,
  x: number,
  top: number,
  width: number,
  metrics: Metrics,
  lines: number,
  gap: number,
): GroupBox {
  const height = memberHeight(metrics, lines);
  const members = group.members.map((key, index) => ({
    key,
    rect: rect(x, top + metrics.groupHeader + index * (height + gap), width, height),
  }));
  return {
    key: group.key,
    rect: rect(x, top, width, metrics.groupHeader + members.length * (height + gap)),
    header: rect(x, top, width, metrics.groupHeader),
    members,
  };
}
