import type { ReactNode } from 'react';
import { pointOnLink } from '../../scene/bezier.ts';
import type { Frame, LinkView } from '../../scene/frame.ts';
import { linkBetween } from '../../scene/links.ts';
import type { Scene } from '../../scene/types.ts';
import { nodeName } from '../../store/facts.ts';
import * as words from '../../words/cluster/linkMarks.ts';

/** How far along its link, seen from the node that lost the connection, the mark stands. */
const NEAR = 0.18;
/** With more of them nobody could tell one from another. */
const MOST = 60;

/** Connections that broke with requests under way, at the end that found out: a broken chain, or a clock where time ran out. */
export default function TroubleMarks({ frame, scene }: { readonly frame: Frame; readonly scene: Scene }): ReactNode {
  const broken = frame.links.filter((link) => link.broken !== null).slice(0, MOST);
  return broken.map((link) => <TroubleMark key={link.key} link={link} scene={scene} />);
}

function TroubleMark({ link: { from, to, broken }, scene }: { readonly link: LinkView; readonly scene: Scene }): ReactNode {
  const link = linkBetween(scene, from, to);
  if (link === null || broken === null) return null;
  const at = { x: 0, y: 0, dx: 1, dy: 0 };
  pointOnLink(link.path, from === link.from ? NEAR : 1 - NEAR, at);
  const what = troubleWords(nodeName(from), nodeName(to), broken);
  return (
    <span
      className="trouble"
      title={what}
      data-from={from}
      data-to={to}
      data-why={broken.timedOut ? 'timeout' : 'lost'}
      style={{ left: at.x, top: at.y }}
    >
      <span className="visually-hidden">{what}</span>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={broken.timedOut ? CLOCK : CHAIN} />
      </svg>
    </span>
  );
}

function troubleWords(node: string, peer: string, { times, timedOut }: NonNullable<LinkView['broken']>): string {
  if (times === 1) return timedOut ? words.gaveUp(node, peer) : words.lostConnection(node, peer);
  return timedOut ? words.gaveUpOften(node, peer, times) : words.lostConnectionOften(node, peer, times);
}

const CLOCK = 'M8 3.5a4.5 4.5 0 1 0 .01 0M8 5.5V8l1.8 1.3';
const CHAIN = 'M6.5 9.5l-1.6 1.6a2 2 0 0 1-2.8-2.8L4.3 6M9.5 6.5l1.6-1.6a2 2 0 0 1 2.8 2.8L11.7 10M6 2.5l.8 1.8M2.5 12.5l0 0M10 13.5l-.8-1.8';
