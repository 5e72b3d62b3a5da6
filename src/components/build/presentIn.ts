import type { Frame } from '../../scene/frame.ts';
import type { Present } from './additions.ts';

/** What a cluster has, as far as the names of new things depend on it. */
export function presentIn(frame: Frame | null): Present {
  return {
    brokers: frame?.brokers.map(({ id }) => id) ?? [],
    controllers: frame?.controllers.map(({ id }) => id) ?? [],
    topics: frame?.topics.filter(({ internal }) => !internal).map(({ name }) => name) ?? [],
    producers: frame?.producers.map(({ id }) => id) ?? [],
    consumers: frame?.consumers.map(({ id }) => id) ?? [],
    groups: frame?.groups.map(({ group }) => group) ?? [],
  };
}
