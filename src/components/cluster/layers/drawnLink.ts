import { pathData, pointOnLink } from '../../../scene/bezier.ts';
import type { Point } from '../../../scene/geometry.ts';
import { linkEntity } from '../../../scene/links.ts';
import type { SceneLink } from '../../../scene/links.ts';

const SVG = 'http://www.w3.org/2000/svg';
const DECAY_MS = 260;
const LEVELS = 8;

/** A link that was used, with how lively it is there. */
export interface DrawnLink extends SceneLink {
  /** Null as long as it is drawn with others as one; see `linkCrowd.ts`. */
  own: LinkElements | null;
  /** Real time of its last message, in milliseconds. */
  usedAt: number;
  /** 0 to 1: how much traffic was there lately, for pulses. */
  energy: number;
  hue: number | null;
  /** `energy` in whole steps, as it is drawn. */
  level: number;
  /** It was used so lately that it is to be seen. */
  shown: boolean;
}

interface LinkElements {
  readonly element: SVGPathElement;
  /** Lies over it, wider and unseen, and takes the pointer. */
  readonly hit: SVGPathElement;
}

export type Trouble = 'cut' | 'held' | 'broken';

export function drawnLink(found: SceneLink): DrawnLink {
  return { ...found, own: null, usedAt: -Infinity, energy: 0, hue: null, level: 0, shown: false };
}

/** Gives it elements of its own, as it is now. */
export function drawAlone(drawn: DrawnLink, group: SVGGElement): LinkElements {
  if (drawn.own !== null) return drawn.own;
  const element = createPath('link');
  element.dataset['link'] = drawn.key;
  const hit = createPath('link-hit');
  hit.dataset['key'] = linkEntity(drawn.from, drawn.to);
  for (const path of [element, hit]) path.setAttribute('d', pathData(drawn.path));
  drawn.own = { element, hit };
  showState(drawn);
  group.append(element, hit);
  return drawn.own;
}

export function removeOwn(drawn: DrawnLink): void {
  drawn.own?.element.remove();
  drawn.own?.hit.remove();
  drawn.own = null;
}

function createPath(className: string): SVGPathElement {
  const element = document.createElementNS(SVG, 'path');
  element.setAttribute('class', className);
  return element;
}

export function light(drawn: DrawnLink, count: number, hue: number | null): void {
  drawn.energy = Math.min(1, drawn.energy + 0.25 + 0.05 * count);
  if (hue === null || hue === drawn.hue) return;
  drawn.hue = hue;
  if (drawn.own !== null) drawn.own.element.dataset['hue'] = String(hue);
}

/** What is left of the energy after so many milliseconds. */
export function decayAfter(elapsed: number): number {
  return Math.exp(-elapsed / DECAY_MS);
}

/** `linger`: for how long it is shown after its last message. */
export function fade(drawn: DrawnLink, clock: number, decay: number, linger: number): void {
  if (drawn.energy > 0) drawn.usedAt = clock;
  drawn.energy = drawn.energy < 0.02 ? 0 : drawn.energy * decay;
  const level = Math.ceil(drawn.energy * LEVELS);
  const shown = clock - drawn.usedAt < linger;
  if (level === drawn.level && shown === drawn.shown) return;
  drawn.level = level;
  drawn.shown = shown;
  showState(drawn);
}

function showState({ own, level, hue, shown }: DrawnLink): void {
  if (own === null) return;
  const { dataset } = own.element;
  if (hue !== null) dataset['hue'] = String(hue);
  if (level === 0) delete dataset['pulse'];
  else dataset['pulse'] = String(level);
  if (shown) dataset['used'] = '';
  else delete dataset['used'];
}

/** Shows on its elements what is known of the link. */
export function markLink({ own }: DrawnLink, { trouble, isSelected, hasDeadEnd }: { readonly trouble: Trouble | undefined; readonly isSelected: boolean; readonly hasDeadEnd: boolean }): void {
  if (own === null) return;
  const { element } = own;
  for (const each of ['cut', 'held', 'broken'] as const) setFlag(element, each, each === trouble);
  setFlag(element, 'selected', isSelected);
  setFlag(element, 'dead', hasDeadEnd);
}

function setFlag({ dataset }: SVGPathElement, name: string, isSet: boolean): void {
  if (isSet) dataset[name] = '';
  else delete dataset[name];
}

export function bendLink(drawn: DrawnLink, through: Point | null, far: boolean): void {
  const element = drawn.own?.element;
  if (element === undefined) return;
  element.setAttribute('d', through === null ? pathData(drawn.path) : bentThrough(drawn, through));
  if (through === null) delete element.dataset['bent'];
  else element.dataset['bent'] = far ? 'far' : 'near';
}

/** From end to end in one bow whose top is where the pointer is. */
function bentThrough({ path }: SceneLink, { x, y }: Point): string {
  const start = { x: 0, y: 0, dx: 1, dy: 0 };
  const end = { ...start };
  pointOnLink(path, 0, start);
  pointOnLink(path, 1, end);
  return `M${start.x} ${start.y}Q${2 * x - (start.x + end.x) / 2} ${2 * y - (start.y + end.y) / 2} ${end.x} ${end.y}`;
}
