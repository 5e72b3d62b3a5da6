import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { pointOnLink } from '../../scene/bezier.ts';
import type { Frame } from '../../scene/frame.ts';
import { rect } from '../../scene/geometry.ts';
import { linkBetween, linkEnds } from '../../scene/links.ts';
import type { Scene } from '../../scene/types.ts';
import { nodeName } from '../../store/facts.ts';
import * as words from '../../words/cluster/linkMarks.ts';
import { linkState } from './linkState.ts';
import { Entity } from './Entity.tsx';

const SIZE = 24;

interface LinkHandleProps {
  readonly frame: Frame;
  readonly scene: Scene;
  readonly selected: string;
}

/** The selected link's grip: it can be dragged away, which cuts the link, and has the focus for keys. */
export default function LinkHandle({ frame, scene, selected }: LinkHandleProps): ReactNode {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A line cannot be focused, so whoever pointed at one has its grip under the keys.
    const grip = document.activeElement === document.body ? holder.current?.querySelector<HTMLElement>('.link-grip') : null;
    grip?.focus({ preventScroll: true });
  }, [selected]);
  const ends = linkEnds(selected);
  const link = ends === null ? null : linkBetween(scene, ...ends);
  if (link === null) return null;
  const at = { x: 0, y: 0, dx: 1, dy: 0 };
  pointOnLink(link.path, 0.5, at);
  const state = linkState(frame, link.from, link.to);
  const [one, other] = [nodeName(link.from), nodeName(link.to)];
  return (
    <div ref={holder}>
      <Entity
        entityKey={selected}
        area={rect(at.x - SIZE / 2, at.y - SIZE / 2, SIZE, SIZE)}
        className="link-grip"
        label={words.link(one, other, state)}
        selected
        title={words.linkToDrag(one, other, state)}
        state={{ state }}
      />
    </div>
  );
}
