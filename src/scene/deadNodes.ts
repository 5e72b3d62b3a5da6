import type { Frame } from './frame.ts';

/** Nodes whose process is gone: what is sent to them meets nobody. */
export function deadNodes({ brokers, controllers, producers, consumers }: Pick<Frame, 'brokers' | 'controllers' | 'producers' | 'consumers'>): ReadonlySet<string> {
  const dead = new Set<string>();
  for (const { node, state } of [...brokers, ...controllers]) if (state === 'dead') dead.add(node);
  for (const { node, status } of [...producers, ...consumers]) if (status === 'dead') dead.add(node);
  return dead;
}
