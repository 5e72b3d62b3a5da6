import type { Scene } from '../../../scene/types.ts';
import type { Tint } from './appearance.ts';
import { createPalette, fit } from './canvas.ts';
import type { MessageLayer } from './svgMessages.ts';
import type { Moving } from './moving.ts';

/** Messages painted on a canvas, colour by colour: for storms, where elements would cost too much. */
export function createCanvasMessages(canvas: HTMLCanvasElement, sceneOf: () => Scene | null): MessageLayer {
  const context = canvas.getContext('2d');
  const palette = createPalette(canvas);
  let used = false;

  const clear = (): void => {
    if (!used || context === null) return;
    used = false;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
  };

  return {
    setMessages() {},
    clear,
    draw(moving, clock) {
      const scene = sceneOf();
      if (context === null || scene === null) return;
      const scale = window.devicePixelRatio;
      fit(canvas, scene, scale);
      used = true;
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, scene.width, scene.height);
      for (const [tint, group] of byTint(moving)) paint(context, group, palette(tint, clock), palette('surface', clock));
    },
  };
}

function byTint(moving: readonly Moving[]): Map<Tint, Moving[]> {
  const groups = new Map<Tint, Moving[]>();
  for (const one of moving) {
    if (!one.visible) continue;
    const tint = one.stopped ? 'bad' : one.appearance.tint;
    const group = groups.get(tint);
    if (group === undefined) groups.set(tint, [one]);
    else group.push(one);
  }
  return groups;
}

function paint(context: CanvasRenderingContext2D, group: readonly Moving[], colour: string, ground: string): void {
  const fill = (hollow: boolean, inset: number): void => {
    context.beginPath();
    for (const { appearance, x, y } of group) {
      if (appearance.hollow !== hollow) continue;
      const radius = appearance.radius - inset;
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
  };
  fill(false, 0);
  context.fillStyle = colour;
  context.fill();
  fill(true, 0.75);
  context.fillStyle = ground;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.stroke();
}
