import type { Moving } from './moving.ts';

const SVG = 'http://www.w3.org/2000/svg';
const CROSS = 'M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5';
const BAR = 'M8 -8V8';
const FADE_MS = 900;

interface Dot {
  readonly group: SVGGElement;
  readonly circle: SVGCircleElement;
  mark: SVGPathElement | null;
  visible: boolean;
  stopped: boolean;
}

export interface MessageLayer {
  setMessages(moving: readonly Moving[]): void;
  /** `clock` is real time in milliseconds. */
  draw(moving: readonly Moving[], clock: number): void;
  clear(): void;
}

/** Messages as elements: each can be found by tests and is styled by the style sheet. For a few hundred of them. */
export function createSvgMessages(root: SVGGElement): MessageLayer {
  const dots = new Map<string, Dot>();
  const spare: Dot[] = [];
  /** Crosses of lost messages that the frame no longer has, with when they go. */
  const fading: { readonly dot: Dot; readonly until: number }[] = [];

  const retire = (key: string, dot: Dot): void => {
    dots.delete(key);
    dot.group.remove();
    if (dot.mark !== null) dot.mark.remove();
    dot.mark = null;
    spare.push(dot);
  };

  return {
    setMessages(moving) {
      const present = new Set(moving.map(({ message }) => message.key));
      for (const [key, dot] of dots) {
        if (present.has(key)) continue;
        if (dot.stopped && dot.group.dataset['fate'] === 'lost') {
          dots.delete(key);
          dot.group.dataset['fading'] = '';
          fading.push({ dot, until: performance.now() + FADE_MS });
        } else retire(key, dot);
      }
      for (const one of moving) {
        const { key } = one.message;
        const dot = dots.get(key) ?? spare.pop() ?? createDot();
        if (!dots.has(key)) root.append(dot.group);
        dots.set(key, dot);
        dress(dot, one);
      }
    },
    draw(moving, clock) {
      for (const one of moving) {
        const dot = dots.get(one.message.key);
        if (dot !== undefined) drawDot(dot, one);
      }
      while (fading.length > 0 && (fading[0]?.until ?? 0) < clock) fading.shift()?.dot.group.remove();
    },
    clear() {
      for (const [key, dot] of dots) retire(key, dot);
      for (const { dot } of fading.splice(0)) dot.group.remove();
    },
  };
}

function createDot(): Dot {
  const group = document.createElementNS(SVG, 'g');
  const circle = document.createElementNS(SVG, 'circle');
  group.append(circle);
  return { group, circle, mark: null, visible: true, stopped: false };
}

function dress(dot: Dot, { message, appearance }: Moving): void {
  const { group, circle } = dot;
  if (group.dataset['key'] === message.key && group.dataset['fate'] === message.fate) return;
  group.setAttribute('class', 'message');
  group.classList.toggle('hollow', appearance.hollow);
  group.dataset['key'] = message.key;
  group.dataset['tint'] = appearance.tint;
  group.dataset['fate'] = message.fate;
  group.dataset['api'] = message.api;
  group.dataset['from'] = message.from;
  group.dataset['to'] = message.to;
  delete group.dataset['stopped'];
  dot.stopped = false;
  circle.setAttribute('r', String(appearance.hollow ? appearance.radius - 0.75 : appearance.radius));
}

function drawDot(dot: Dot, one: Moving): void {
  if (one.visible !== dot.visible) {
    dot.visible = one.visible;
    dot.group.style.display = one.visible ? '' : 'none';
  }
  if (!one.visible) return;
  dot.group.style.transform = `translate(${one.x.toFixed(1)}px,${one.y.toFixed(1)}px)`;
  if (one.stopped !== dot.stopped) stop(dot, one);
}

/** A lost message ends as a cross, a held one stands before a bar across its link. */
function stop(dot: Dot, one: Moving): void {
  dot.stopped = one.stopped;
  dot.mark?.remove();
  dot.mark = null;
  if (!one.stopped) {
    delete dot.group.dataset['stopped'];
    return;
  }
  dot.group.dataset['stopped'] = '';
  const mark = document.createElementNS(SVG, 'path');
  const lost = one.message.fate === 'lost';
  mark.setAttribute('d', lost ? CROSS : BAR);
  if (!lost) mark.style.transform = `rotate(${one.angle + (one.reversed ? 180 : 0)}deg)`;
  if (lost || one.ahead === 0) {
    dot.group.append(mark);
    dot.mark = mark;
  }
}
