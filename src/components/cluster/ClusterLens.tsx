import { lazy, Suspense, use, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { layoutScene } from '../../scene/layout.ts';
import { readingOrder } from '../../scene/reading.ts';
import { linkEnds, linkEntityOf, markedLinks } from '../../scene/links.ts';
import { LEGEND_LINES_MAX } from '../../scene/sideColumns.ts';
import { structureOf, structureSignature } from '../../scene/structure.ts';
import type { SceneStructure } from '../../scene/structure.ts';
import type { Frame } from '../../scene/frame.ts';
import type { Scene, Viewport } from '../../scene/types.ts';
import { WHY } from '../../store/state.ts';
import { useAppState } from '../simulatorContext.tsx';
import * as words from '../../words/cluster/picture.ts';
import { KeyLegend } from './KeyLegend.tsx';
import { MessageTip } from './MessageTip.tsx';
import { PickedContext, PictureContext } from './pictureContext.ts';
import { SceneEntities } from './SceneEntities.tsx';
import { useLinkPoint } from './useLinkPoint.ts';
import { useMessageScene } from './useMessageScene.ts';
import { type LegendKey, useLegend } from './useLegend.ts';
import { useSceneInput } from './useSceneInput.ts';
import { useStageFrame } from './useStageFrame.ts';
import { useStoryFocus } from './useStoryFocus.ts';
import { useViewport } from './useViewport.ts';

/** Not needed before something changes hands, breaks, is pointed at or dragged, so they do not hold up the first picture. */
const CauseArrows = lazy(() => import('../why/CauseArrows.tsx'));
const Drags = lazy(() => import('./Drags.tsx'));
const LargeCluster = lazy(() => import('../heat/LargeCluster.tsx'));
const LinkHandle = lazy(() => import('./LinkHandle.tsx'));
const TroubleMarks = lazy(() => import('./TroubleMarks.tsx'));
const TravellingMarks = lazy(() => import('./TravellingMarks.tsx'));

/** The cluster lens: who holds what, and every message between them. */
export function ClusterLens({ embedded }: { readonly embedded: boolean }): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const viewport = useViewport(container, embedded);
  const frame = useStageFrame();
  const keys = useLegend(frame);
  return (
    <div className="lens" data-kind={viewport?.kind} ref={container}>
      {frame !== null && viewport !== null && <Sight frame={frame} viewport={viewport} keys={keys} />}
    </div>
  );
}

interface SightProps {
  readonly frame: Frame;
  readonly viewport: Viewport;
  readonly keys: readonly LegendKey[];
}

/** All of a small cluster; of a large one a map, and a part of it as if that were all. */
function Sight({ frame, viewport, keys }: SightProps): ReactNode {
  if (frame.heat.length === 0) return <Drawn frame={frame} viewport={viewport} keys={keys} />;
  return (
    <Suspense fallback={null}>
      <LargeCluster frame={frame} viewport={viewport} draw={(part, room) => <Drawn frame={part} viewport={room} keys={keys} />} />
    </Suspense>
  );
}

function Drawn({ frame, viewport, keys }: SightProps): ReactNode {
  const scene = useScene(frame, viewport, keys.length);
  return scene === null ? null : <Picture frame={frame} scene={scene} keys={keys} />;
}

/** Laid out again only when there are other things to draw or another size to draw them in. */
function useScene(frame: Frame | null, viewport: Viewport | null, keys: number): Scene | null {
  const showInternalTopics = useAppState((state) => state.showInternalTopics);
  const structure = frame === null ? null : structureOf(frame, { showInternalTopics, legendLines: Math.min(keys, LEGEND_LINES_MAX) });
  const signature = structure === null ? '' : structureSignature(structure);
  // The signature stands for the structure: equal ones lay out alike, whatever else changed in the frame.
  return useMemo(() => (signature === '' || viewport === null ? null : layoutScene(JSON.parse(signature) as SceneStructure, viewport)), [signature, viewport]);
}

interface PictureProps {
  readonly frame: Frame;
  readonly scene: Scene;
  readonly keys: readonly LegendKey[];
}

function Picture({ frame, scene, keys }: PictureProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const links = useRef<SVGGElement>(null);
  const messages = useRef<SVGGElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const flows = useRef<HTMLCanvasElement>(null);
  const moving = useMessageScene({ links, messages, canvas, flows }, scene);
  const selected = useAppState((state) => state.selected);
  const link = linkEnds(selected) === null ? null : selected;
  // As one text: the same as long as they are the same.
  const broken = markedLinks(scene, frame.links).map(({ from, to }) => linkEntityOf(from, to)).join(' ');
  const order = useMemo(() => [...new Set([...readingOrder(scene), ...(broken === '' ? [] : broken.split(' ')), ...(link === null ? [] : [link])])], [scene, link, broken]);
  useSceneInput(root, order);
  const focus = useStoryFocus();
  const picked = usePicked();
  const isLighting = useAppState(({ highlightKey }) => highlightKey !== null);
  const picture = use(PictureContext);
  useLinkPoint(root, moving);

  const size = { width: scene.width, height: scene.height };
  return (
    <div
      ref={root}
      className="scene"
      role="application"
      aria-roledescription={words.picture}
      aria-label={`${picture === null ? words.cluster : words.clusterOf(picture.name)} ${picture?.isReadOnly === true ? words.keysToLook : words.keysToAct}`}
      data-level={scene.level}
      data-lighting={isLighting ? '' : undefined}
      style={size}
    >
      <svg className="links-layer" aria-hidden="true" {...size}>
        <g ref={links} />
      </svg>
      <canvas className="canvas-layer" aria-hidden="true" ref={flows} style={size} />
      <PickedContext value={picked}>
        <SceneEntities frame={frame} scene={scene} selected={selected} focus={focus} />
      </PickedContext>
      {scene.legend !== null && keys.length > 0 && <KeyLegend keys={keys} area={scene.legend} />}
      <svg className="messages-layer" aria-hidden="true" {...size}>
        <g ref={messages} />
      </svg>
      <canvas className="canvas-layer" aria-hidden="true" ref={canvas} style={size} />
      <Suspense fallback={null}>
        <TravellingMarks frame={frame} scene={scene} />
      </Suspense>
      {picture?.isReadOnly !== true && (
        <Suspense fallback={null}>
          <Drags root={root} moving={moving} />
        </Suspense>
      )}
      {frame.links.some(({ broken }) => broken !== null) && (
        <Suspense fallback={null}>
          <TroubleMarks frame={frame} scene={scene} selected={selected} />
        </Suspense>
      )}
      {selected !== null && linkEnds(selected) !== null && (
        <Suspense fallback={null}>
          <LinkHandle frame={frame} scene={scene} selected={selected} />
        </Suspense>
      )}
      {selected === WHY && (
        <Suspense fallback={null}>
          <CauseArrows scene={scene} />
        </Suspense>
      )}
      <MessageTip root={root} moving={moving} width={scene.width} />
    </div>
  );
}

/** Which nodes are chosen with others, as these or those. */
function usePicked(): ReadonlyMap<string, 'these' | 'those'> | null {
  const sets = useAppState((state) => state.sets);
  return useMemo(() => (sets === null ? null : new Map([...sets.these.map((node) => [node, 'these'] as const), ...sets.those.map((node) => [node, 'those'] as const)])), [sets]);
}
