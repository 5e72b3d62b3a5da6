import { domAnimation, LazyMotion, m } from 'framer-motion';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Frame } from '../../scene/frame.ts';
import type { Point } from '../../scene/geometry.ts';
import type { Scene } from '../../scene/types.ts';
import { movesSince, NO_HOLDERS } from './moves.ts';
import type { Move } from './moves.ts';
import { prefersReducedMotion } from '../../store/reducedMotion.ts';

interface Travelling extends Move {
  readonly start: Point;
  readonly end: Point;
}

const MOST_AT_ONCE = 24;

/** Marks that are seen on their way when a leadership or a partition changes hands. Loaded when the picture stands. */
export default function TravellingMarks({ frame, scene }: { readonly frame: Frame; readonly scene: Scene }): ReactNode {
  const [travelling, setTravelling] = useState<readonly Travelling[]>([]);
  const holders = useRef(NO_HOLDERS);
  const lastNow = useRef(0);
  useEffect(() => {
    // Time goes back when another run begins: whatever it holds, it did not take it from the run before.
    const before = frame.now < lastNow.current ? NO_HOLDERS : holders.current;
    const { moves, holders: after } = movesSince(before, frame);
    holders.current = after;
    lastNow.current = frame.now;
    if (moves.length === 0 || prefersReducedMotion()) return;
    const placed = moves.slice(0, MOST_AT_ONCE).flatMap((move) => {
      const start = placeOf(scene, move.from);
      const end = placeOf(scene, move.to);
      return start === null || end === null ? [] : [{ ...move, start, end }];
    });
    setTravelling((all) => [...all.filter(({ id }) => placed.every((mark) => mark.id !== id)), ...placed]);
  }, [frame, scene]);
  const arrived = (id: string): void => setTravelling((all) => all.filter((mark) => mark.id !== id));
  return (
    <LazyMotion features={domAnimation} strict>
      {travelling.map(({ id, kind, text, start, end }) => (
        <m.span
          key={id}
          aria-hidden="true"
          className="travelling"
          data-kind={kind}
          initial={{ x: start.x, y: start.y, opacity: 0 }}
          animate={{ x: [start.x, start.x, end.x, end.x], y: [start.y, start.y, end.y, end.y], opacity: [0, 1, 1, 0] }}
          transition={{ duration: 1.4, times: [0, 0.15, 0.8, 1], ease: 'easeInOut' }}
          onAnimationComplete={() => arrived(id)}
        >
          {text}
        </m.span>
      ))}
    </LazyMotion>
  );
}

/** Where a mark for this entity starts or ends: beside a replica's name, on a consumer. */
function placeOf(scene: Scene, key: string): Point | null {
  for (const { rows, tiles } of scene.brokers) {
    const row = rows.find((box) => box.key === key);
    if (row !== undefined) return { x: row.label.x, y: row.label.y + row.label.height / 2 };
    const tile = tiles.find((box) => box.key === key);
    if (tile !== undefined) return { x: tile.rect.x, y: tile.rect.y + tile.rect.height / 2 };
  }
  const member = scene.nodes.get(key);
  return member === undefined ? null : { x: member.x + 8, y: member.y + member.height / 2 };
}
