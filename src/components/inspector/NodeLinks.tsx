import type { ReactNode } from 'react';
import { deadNodes } from '../../scene/deadNodes.ts';
import type { Frame } from '../../scene/frame.ts';
import { linkEntity } from '../../scene/links.ts';
import { nodeName } from '../../store/facts.ts';
import * as words from '../../words/inspector/nodeLinks.ts';
import { isWhole, linkState } from '../cluster/linkState.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import '../styles/nodeLinks.css';

const NONE: readonly string[] = [];
/** A longer list helps nobody: the rest is found in the picture. */
const MOST = 24;

/** The links of a node, to be chosen: what a pointer does in the picture, for keys and fingers. */
export default function NodeLinks({ node }: { readonly node: string }): ReactNode {
  const { actions } = useSimulator();
  const frame = useAppState((state) => state.frame);
  const peers = frame === null ? NONE : peersOf(frame, node);
  if (frame === null || peers.length === 0) return null;
  const gone = deadNodes(frame);
  const troubled = new Set(peers.filter((peer) => !isWhole(frame, node, peer, gone)));
  return (
    <>
      <button type="button" className="button inspector-more" onClick={() => actions.setChosen({ these: [node], those: [], choosing: 'these' })}>
        {words.selectOthers}
      </button>
      <details className="node-links">
      <summary>
        {words.links} <span className="node-links-count">{troubled.size === 0 ? words.allWhole(peers.length) : words.notWhole(troubled.size, peers.length)}</span>
      </summary>
      <ul>
        {peers.slice(0, MOST).map((peer) => (
          <li key={peer}>
            <button type="button" onClick={() => actions.select(linkEntity(node, peer))}>
              {words.to(nodeName(peer))}
            </button>
            {troubled.has(peer) && <span data-tone="bad">{linkState(frame, node, peer, gone)}</span>}
          </li>
        ))}
      </ul>
      {peers.length > MOST && <p>{words.andMore(peers.length - MOST)}</p>}
      </details>
    </>
  );
}

/** Nodes that this one speaks with: clients with brokers, and everybody else with everybody. */
function peersOf({ brokers, controllers, producers, consumers }: Frame, node: string): readonly string[] {
  const clients = [...producers, ...consumers].map((view) => view.node);
  const servers = [...brokers, ...controllers].map((view) => view.node);
  if (clients.includes(node)) return brokers.map((view) => view.node);
  if (!servers.includes(node)) return NONE;
  const others = servers.filter((each) => each !== node);
  return node.startsWith('broker-') ? [...others, ...clients] : others;
}
