import '../../src/components/styles/tokens.css';
import '../../src/components/styles/moving.css';
import { MESSAGE_KINDS } from '../../src/base/messageKinds.ts';
import { createMessageScene } from '../../src/components/cluster/layers/messageScene.ts';
import { layoutScene } from '../../src/scene/layout.ts';
import { structureOf } from '../../src/scene/structure.ts';
import type { FlowView, Frame } from '../../src/scene/frame.ts';
import { fixtureFrame } from '../../src/scene/testing/fixtureFrame.ts';

/** Virtual microseconds from one animation frame to the next, and after how many the fixture's messages begin again. */
const STEP_US = 4_000;
const LOOP_US = 90_000;
/** See `src/worker/frame/messages.ts`. */
const MOST_SINGLE = 2_000;

declare global {
  interface Window {
    /** Animation frames drawn so far; the benchmark reads it. */
    drawnFrames: number;
  }
}

const count = Number(new URLSearchParams(location.search).get('messages'));
const frame = flowing(fixtureFrame({ messages: count }));
const scene = layoutScene(structureOf(frame, { showInternalTopics: false, legendLines: 0 }), { width: 800, height: 640, kind: 'wide' });
const moving = createMessageScene({
  links: document.querySelector('#links') as SVGGElement,
  messages: document.querySelector('#messages') as SVGGElement,
  canvas: document.querySelector('#canvas') as HTMLCanvasElement,
  flows: document.querySelector('#flows') as HTMLCanvasElement,
});
moving.setScene(scene);
moving.setFrame(frame, MESSAGE_KINDS);
window.drawnFrames = 0;

/** As the worker tells messages that are too many to be told one by one. */
function flowing(whole: Frame): Frame {
  if (whole.messages.length <= MOST_SINGLE) return whole;
  const flows = new Map<string, FlowView>();
  for (const { from, to, category, hue, records } of whole.messages) {
    const key = `${from}>${to} ${category}`;
    const known = flows.get(key);
    flows.set(key, { key, from, to, category, hue: known?.hue ?? hue, messages: (known?.messages ?? 0) + 1, records: (known?.records ?? 0) + records });
  }
  return { ...whole, messages: [], flows: [...flows.values()] };
}

function draw(now: number): void {
  moving.draw(now, false);
  window.drawnFrames += 1;
  requestAnimationFrame(() => draw(now > frame.now + LOOP_US ? frame.now : now + STEP_US));
}

draw(frame.now);
