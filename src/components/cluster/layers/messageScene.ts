import type { MessageKind } from '../../../base/messageKinds.ts';
import { deadNodes } from '../../../scene/deadNodes.ts';
import type { FlowView, Frame, MessageView } from '../../../scene/frame.ts';
import type { Point } from '../../../scene/geometry.ts';
import { linkKey } from '../../../scene/links.ts';
import type { Scene } from '../../../scene/types.ts';
import { createCanvasMessages } from './canvasMessages.ts';
import { createFlowLayer, type FlowLayer } from './flowLayer.ts';
import { createLinkLayer } from './linkLayer.ts';
import { createMoving, place } from './moving.ts';
import type { Moving } from './moving.ts';
import { createSvgMessages } from './svgMessages.ts';

/** More messages than this are painted on the canvas. */
const SVG_MAX = 300;
const TIP_REACH = 14;

export interface TrafficPulse {
  readonly from: string;
  readonly to: string;
  readonly category: MessageKind;
  readonly count: number;
  readonly hue: number | null;
}

/** Everything of the picture that moves in every animation frame, outside React. */
export interface MessageScene {
  setScene(scene: Scene): void;
  setFrame(frame: Frame, kinds: readonly MessageKind[]): void;
  /** What is selected: a link shows it. */
  select(key: string | null): void;
  /** Where the pointer is: a link there that is drawn with others becomes one that can be taken. */
  point(x: number, y: number): void;
  /** Draws a link through a point that it is dragged to; null lets it go. */
  bend(entityKey: string, through: Point | null, far: boolean): void;
  /** Messages too quick to be seen one by one light up their links. */
  pulse(traffic: readonly TrafficPulse[], kinds: readonly MessageKind[]): void;
  /** Draws virtual time `now`; `stepped` for readers who want less motion. */
  draw(now: number, stepped: boolean): void;
  /** The message nearest to a point of the scene, within reach of a pointer. */
  nearest(x: number, y: number): Moving | null;
  /** The same of messages that are drawn as a flow because there are too many. */
  nearestFlow(x: number, y: number): ReturnType<FlowLayer['nearest']>;
}

export interface MessageElements {
  readonly links: SVGGElement;
  readonly messages: SVGGElement;
  /** Over everything: messages one by one. */
  readonly canvas: HTMLCanvasElement;
  /** Under what stands still, so that it stays legible: messages that are told as flows. */
  readonly flows: HTMLCanvasElement;
}

export function createMessageScene({ links, messages, canvas, flows: under }: MessageElements): MessageScene {
  let scene: Scene | null = null;
  let shown: readonly MessageView[] = [];
  let moving: Moving[] = [];
  let flowing: readonly FlowView[] = [];
  let drawnAt = performance.now();
  let drawnNow = 0;
  const linkLayer = createLinkLayer(links);
  const svg = createSvgMessages(messages);
  const painted = createCanvasMessages(canvas, () => scene);
  const flows = createFlowLayer(under, () => scene, (a, b) => linkLayer.link(a, b));
  const point = { x: 0, y: 0, dx: 1, dy: 0 };

  const rebuild = (): void => {
    const held = new Map<string, number>();
    moving = shown.flatMap((message) => {
      const link = linkLayer.link(message.from, message.to);
      if (link === null) return [];
      const key = `${linkKey(message.from, message.to)}>${message.to}`;
      const ahead = held.get(key) ?? 0;
      if (message.fate === 'held') held.set(key, ahead + 1);
      return [createMoving(message, link, ahead)];
    });
    flows.setFlows(flowing);
    if (moving.length <= SVG_MAX) {
      painted.clear();
      svg.setMessages(moving);
    } else svg.clear();
    if (flows.count > 0) under.dataset['flows'] = String(flows.count);
    else delete under.dataset['flows'];
  };

  return {
    setScene(next) {
      scene = next;
      linkLayer.setScene(next);
      svg.clear();
      rebuild();
    },
    setFrame(frame, kinds) {
      linkLayer.setLinks(frame.links, deadNodes(frame));
      shown = frame.messages.filter(({ category }) => kinds.includes(category));
      flowing = frame.flows.filter(({ category }) => kinds.includes(category));
      rebuild();
    },
    select: (key) => linkLayer.select(key),
    point: (x, y) => linkLayer.point(x, y),
    bend: (entityKey, through, far) => linkLayer.bend(entityKey, through, far),
    pulse(traffic, kinds) {
      for (const { from, to, category, count, hue } of traffic) {
        if (kinds.includes(category)) linkLayer.pulse(from, to, count, hue);
      }
    },
    draw(now, stepped) {
      const clock = performance.now();
      if (now < drawnNow) linkLayer.forget();
      for (const one of moving) {
        place(one, now, stepped, point);
        if (one.visible) one.link.usedAt = clock;
      }
      linkLayer.draw(clock, clock - drawnAt);
      if (flows.count > 0) flows.draw(now, stepped, clock);
      if (moving.length > SVG_MAX) painted.draw(moving, clock);
      else svg.draw(moving, clock);
      drawnAt = clock;
      drawnNow = now;
    },
    nearest: (x, y) => nearestOf(moving, x, y),
    nearestFlow: (x, y) => flows.nearest(x, y),
  };
}

function nearestOf(moving: readonly Moving[], x: number, y: number): Moving | null {
  let best: Moving | null = null;
  let reach = TIP_REACH;
  for (const one of moving) {
    const distance = one.visible ? Math.hypot(one.x - x, one.y - y) : Infinity;
    if (distance < reach) [best, reach] = [one, distance];
  }
  return best;
}
