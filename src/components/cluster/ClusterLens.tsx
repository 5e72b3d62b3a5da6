import { useMemo, useRef } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { layoutScene } from '../../scene/layout.ts';
import { readingOrder } from '../../scene/reading.ts';
import { structureOf, structureSignature } from '../../scene/structure.ts';
import type { SceneStructure } from '../../scene/structure.ts';
import type { Frame } from '../../scene/frame.ts';
import type { Scene, Viewport } from '../../scene/types.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { killOf } from './entityCommands.ts';
import { KeyLegend } from './KeyLegend.tsx';
import { MessageTip } from './MessageTip.tsx';
import { SceneEntities } from './SceneEntities.tsx';
import { useMessageScene } from './useMessageScene.ts';
import { useRovingFocus } from './useRovingFocus.ts';
import { useStageFrame } from './useStageFrame.ts';
import { useStoryFocus } from './useStoryFocus.ts';
import { useViewport } from './useViewport.ts';

const NO_KEYS: readonly string[] = [];

/** The cluster lens: who holds what, and every message between them. */
export function ClusterLens({ embedded }: { readonly embedded: boolean }): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const viewport = useViewport(container, embedded);
  const frame = useStageFrame();
  const keys = useAppState(({ run }) => run?.keys ?? NO_KEYS);
  const scene = useScene(frame, viewport, keys.length);
  return (
    <div className="lens" data-kind={viewport?.kind} ref={container}>
      {frame !== null && scene !== null && <Picture frame={frame} scene={scene} keys={keys} />}
    </div>
  );
}

/** Laid out again only when there are other things to draw or another size to draw them in. */
function useScene(frame: Frame | null, viewport: Viewport | null, keys: number): Scene | null {
  const showInternalTopics = useAppState((state) => state.showInternalTopics);
  const structure = frame === null ? null : structureOf(frame, { showInternalTopics, legendLines: Math.min(keys, LEGEND_LINES) });
  const signature = structure === null ? '' : structureSignature(structure);
  // The signature stands for the structure: equal ones lay out alike, whatever else changed in the frame.
  return useMemo(() => (signature === '' || viewport === null ? null : layoutScene(JSON.parse(signature) as SceneStructure, viewport)), [signature, viewport]);
}

const LEGEND_LINES = 8;

interface PictureProps {
  readonly frame: Frame;
  readonly scene: Scene;
  readonly keys: readonly string[];
}

function Picture({ frame, scene, keys }: PictureProps): ReactNode {
  const { store, actions } = useSimulator();
  const root = useRef<HTMLDivElement>(null);
  const links = useRef<SVGGElement>(null);
  const messages = useRef<SVGGElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const moving = useMessageScene({ links, messages, canvas }, scene);
  const order = useMemo(() => readingOrder(scene), [scene]);
  const roving = useRovingFocus(root, order);
  const selected = useAppState((state) => state.selected);
  const focus = useStoryFocus();

  const onClick = (event: MouseEvent): void => {
    actions.select(keyAt(event.target));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target instanceof HTMLButtonElement || event.altKey || event.ctrlKey || event.metaKey) return;
    const key = keyAt(event.target);
    if (key === null) return;
    if (handleKey(event, key) || roving.move(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const handleKey = (event: KeyboardEvent, key: string): boolean => {
    const { frame: newest } = store.getState();
    switch (event.key) {
      case 'Enter':
      case ' ':
        actions.select(key);
        return true;
      case 'Delete':
      case 'Backspace': {
        const kill = newest === null ? null : killOf(newest, key);
        if (kill !== null) actions.command(kill.command);
        return true;
      }
      default:
        return false;
    }
  };
  const size = { width: scene.width, height: scene.height };
  return (
    <div
      ref={root}
      className="scene"
      role="group"
      aria-label="The cluster. Arrow keys move between its parts, Enter selects one, Delete kills it."
      data-level={scene.level}
      style={size}
      onClick={onClick}
      onKeyDown={onKeyDown}
      onFocus={roving.onFocus}
    >
      <svg className="links-layer" aria-hidden="true" {...size}>
        <g ref={links} />
      </svg>
      <SceneEntities frame={frame} scene={scene} selected={selected} focus={focus} />
      {scene.legend !== null && keys.length > 0 && <KeyLegend keys={keys} area={scene.legend} />}
      <svg className="messages-layer" aria-hidden="true" {...size}>
        <g ref={messages} />
      </svg>
      <canvas className="canvas-layer" aria-hidden="true" ref={canvas} style={size} />
      <MessageTip root={root} moving={moving} width={scene.width} />
    </div>
  );
}

function keyAt(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('.entity')?.dataset['key'] ?? null) : null;
}
