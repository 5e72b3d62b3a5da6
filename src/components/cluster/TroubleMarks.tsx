import type { CSSProperties, ReactNode } from 'react';
import type { Frame, LinkView } from '../../scene/frame.ts';
import { rect, type Point } from '../../scene/geometry.ts';
import { linkEntityOf } from '../../scene/links.ts';
import { troublePlaces, type TroublePlace } from '../../scene/troublePlaces.ts';
import type { Scene } from '../../scene/types.ts';
import { nodeName } from '../../store/facts.ts';
import * as words from '../../words/cluster/linkMarks.ts';
import { Entity } from './Entity.tsx';

/** As large as a finger needs; what is drawn of it is smaller. */
const SIZE = 24;
/** How thick the bar is at whose connection a mark is. */
const BAR = 3;

interface TroubleMarksProps {
  readonly frame: Frame;
  readonly scene: Scene;
  readonly selected: string | null;
}

/** Connections that broke with requests under way, at the end that found out: a broken chain, or a clock where time ran out. Each stands for its link. */
export default function TroubleMarks({ frame, scene, selected }: TroubleMarksProps): ReactNode {
  return troublePlaces(scene, frame.links).map((place) => <TroubleMark key={place.link.key} place={place} selected={selected} />);
}

function TroubleMark({ place: { link, at, owner }, selected }: { readonly place: TroublePlace; readonly selected: string | null }): ReactNode {
  const { from, to, broken } = link;
  if (broken === null) return null;
  const what = troubleWords(nodeName(from), nodeName(to), broken);
  const key = linkEntityOf(from, to);
  return (
    <Entity
      entityKey={key}
      area={rect(at.x - SIZE / 2, at.y - SIZE / 2, SIZE, SIZE)}
      className="trouble"
      label={words.troubleMark(what)}
      title={words.troubleMark(what)}
      selected={selected === key}
      state={{ from, to, why: broken.timedOut ? 'timeout' : 'lost' }}
    >
      {owner !== null && <i className="trouble-owner" aria-hidden="true" style={barAt(owner)} />}
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={broken.timedOut ? CLOCK : CHAIN} />
      </svg>
    </Entity>
  );
}

/** Along the edge of the card that the mark is about, within it. */
function barAt({ x, y }: Point): CSSProperties {
  const [across, along] = [{ left: 0, width: SIZE, height: BAR }, { top: 0, width: BAR, height: SIZE }];
  const place = x === 0 ? { ...across, top: SIZE / 2 + y - (y < 0 ? BAR : 0) } : { ...along, left: SIZE / 2 + x - (x < 0 ? BAR : 0) };
  return { ...place, position: 'absolute', zIndex: -1, borderRadius: 1, background: 'var(--bad)' };
}

function troubleWords(node: string, peer: string, { times, timedOut }: NonNullable<LinkView['broken']>): string {
  if (times === 1) return timedOut ? words.gaveUp(node, peer) : words.lostConnection(node, peer);
  return timedOut ? words.gaveUpOften(node, peer, times) : words.lostConnectionOften(node, peer, times);
}

const CLOCK = 'M8 3.5a4.5 4.5 0 1 0 .01 0M8 5.5V8l1.8 1.3';
const CHAIN = 'M6.5 9.5l-1.6 1.6a2 2 0 0 1-2.8-2.8L4.3 6M9.5 6.5l1.6-1.6a2 2 0 0 1 2.8 2.8L11.7 10M6 2.5l.8 1.8M2.5 12.5l0 0M10 13.5l-.8-1.8';
