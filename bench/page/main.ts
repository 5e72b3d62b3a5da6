import '../../src/components/styles/tokens.css';
import '../../src/components/styles/moving.css';
import { MESSAGE_KINDS } from '../../src/base/messageKinds.ts';
import { createMessageScene } from '../../src/components/cluster/layers/messageScene.ts';
import { layoutScene } from '../../src/scene/layout.ts';
import { structureOf } from '../../src/scene/structure.ts';
import { fixtureFrame } from '../../src/scene/testing/fixtureFrame.ts';

/** Virtual microseconds from one animation frame to the next, and after how many the fixture's messages begin again. */
const STEP_US = 4_000;
const LOOP_US = 90_000;

declare global {
  interface Window {
    /** Animation frames drawn so far; the benchmark reads it. */
    drawnFrames: number;
  }
}

const count = Number(new URLSearchParams(location.search).get('messages'));
const frame = fixtureFrame({ messages: count });
const scene = layoutScene(structureOf(frame, { showInternalTopics: false, legendLines: 0 }), { width: 800, height: 640, kind: 'wide' });
const moving = createMessageScene({
  links: document.querySelector('#links') as SVGGElement,
  messages: document.querySelector('#messages') as SVGGElement,
  canvas: document.querySelector('#canvas') as HTMLCanvasElement,
});
moving.setScene(scene);
moving.setFrame(frame, MESSAGE_KINDS);
window.drawnFrames = 0;

function draw(now: number): void {
  moving.draw(now, false);
  window.drawnFrames += 1;
  requestAnimationFrame(() => draw(now > frame.now + LOOP_US ? frame.now : now + STEP_US));
}

draw(frame.now);
