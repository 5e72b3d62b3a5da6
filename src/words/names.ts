/** A node's name in the middle of a sentence: `broker-1` is `broker 1`, `consumer:c1` is `consumer c1`. */
export function nameInWords(node: string): string {
  if (node === 'admin') return 'the admin client';
  if (node === '*') return 'everything';
  if (node === 'brokers' || node === 'controllers' || node === 'clients') return `the ${node}`;
  return node
    .replace(/^zookeeper-/, 'ZooKeeper server ')
    .replace(/^(broker|controller)-/, '$1 ')
    .replace(/^(producer|consumer):/, '$1 ');
}

/** `2, 3` or `nobody`. */
export function idsInWords(list: readonly number[]): string {
  return list.length === 0 ? 'nobody' : list.join(', ');
}

/** A clause as a sentence of its own. */
export function asSentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
