import { sameData } from '../../base/sameData.ts';
import type { BrokerNode } from './broker/brokerState.ts';
import type { Cluster } from './cluster.ts';

/**
 * Lets a copy of a cluster use parts of an earlier copy of the same cluster where nothing has changed since: most partitions are idle
 * most of the time. Neither copy may ever be played on; who wants to, copies it again. The clones know which parts refer to each other, by name.
 */
export function shareUnchanged(earlier: Cluster, copy: Cluster): void {
  copy.nodes.forEach((node, index) => {
    const before = earlier.nodes[index];
    if (node.role === 'broker' && before?.role === 'broker') shareBroker(before, node);
    if (node.role === 'consumer' && before?.role === 'consumer') node.partitions = shared(before.partitions, node.partitions);
  });
}

function shareBroker(before: BrokerNode, broker: BrokerNode): void {
  for (const [topic, partitions] of broker.replicas) broker.replicas.set(topic, shared(before.replicas.get(topic), partitions));
  for (const [peer, fetcher] of broker.fetchers) fetcher.partitions = shared(before.fetchers.get(peer)?.partitions, fetcher.partitions);
  for (const [id, session] of broker.sessions) session.partitions = shared(before.sessions.get(id)?.partitions, session.partitions);
}

/** `values` with those of before that say the same; all of before where nothing has changed. */
function shared<K, V>(before: Map<K, V> | undefined, values: Map<K, V>): Map<K, V> {
  if (before === undefined) return values;
  const others = before.keys();
  let isSame = before.size === values.size;
  for (const [key, value] of values) {
    const known = before.get(key);
    if (isSame && others.next().value !== key) isSame = false;
    if (known !== undefined && (known === value || sameData(known, value))) values.set(key, known);
    else isSame = false;
  }
  return isSame ? before : values;
}
