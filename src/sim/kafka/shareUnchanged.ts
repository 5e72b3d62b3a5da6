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
    if (node.role !== 'broker' || before?.role !== 'broker') return;
    shareBroker(before, node);
  });
}

function shareBroker(before: BrokerNode, broker: BrokerNode): void {
  for (const [topic, partitions] of broker.replicas) shareValues(before.replicas.get(topic), partitions);
  for (const [peer, fetcher] of broker.fetchers) shareValues(before.fetchers.get(peer)?.partitions, fetcher.partitions);
  for (const [id, session] of broker.sessions) shareValues(before.sessions.get(id)?.partitions, session.partitions);
}

function shareValues<K, V>(before: ReadonlyMap<K, V> | undefined, values: Map<K, V>): void {
  if (before === undefined) return;
  for (const [key, value] of values) {
    const known = before.get(key);
    if (known !== undefined && known !== value && sameData(known, value)) values.set(key, known);
  }
}
