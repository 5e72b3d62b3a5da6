import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { causeArrows, type CauseArrow } from '../../scene/causeArrows.ts';
import type { Scene } from '../../scene/types.ts';
import { causeKey } from '../../store/facts.ts';
import { WHY } from '../../store/state.ts';
import { useAppState } from '../simulatorContext.tsx';
import '../styles/why.css';

const LETTER = 6.6;
const PADDING = 10;

/** On the way beside its head where the way runs across, and above the head where it runs up or down. */
function labelPlace({ x, y, angle }: CauseArrow['head'], label: string, width: number): { readonly left: number; readonly top: number } {
  const half = (label.length * LETTER) / 2 + PADDING;
  const isLevel = Math.abs(angle) % 180 < 30 || Math.abs(angle) % 180 > 150;
  const left = isLevel ? x + half + 8 : x;
  return { left: Math.min(Math.max(left, half), width - half), top: isLevel ? y : Math.max(y - 18, 12) };
}

/** The messages of the causes that are shown, on the picture; those of the one that was gone to, by name. */
export default function CauseArrows({ scene }: { readonly scene: Scene }): ReactNode {
  const chain = useAppState(({ selected, why }) => (selected === WHY ? (why?.chain ?? null) : null));
  const shown = useAppState(({ why }) => why?.shown ?? null);
  const arrows = useMemo(() => (chain === null ? [] : causeArrows(scene, chain, (link) => shown === causeKey(link))), [scene, chain, shown]);
  if (arrows.length === 0) return null;
  return (
    <>
      <svg className="cause-arrows" aria-hidden="true" width={scene.width} height={scene.height}>
        {arrows.map(({ key, path, head, isShown }) => (
          <g key={key} data-way={key} data-shown={isShown}>
            <path className="cause-way" d={path} />
            <path className="cause-head" d="M-7 -5L5 0L-7 5Z" transform={`translate(${head.x} ${head.y}) rotate(${head.angle})`} />
          </g>
        ))}
      </svg>
      {arrows.map(({ key, head, isShown, label }) =>
        isShown ? (
          <span key={key} className="cause-label" aria-hidden="true" style={labelPlace(head, label, scene.width)}>
            {label}
          </span>
        ) : null,
      )}
    </>
  );
}
