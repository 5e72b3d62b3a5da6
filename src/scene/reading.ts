import type { Scene } from './types.ts';

/** Keys of all entities in reading order: controllers, producers, each broker with its replicas, each group with its members. */
export function readingOrder(scene: Scene): string[] {
  return [
    ...scene.controllers.map(({ key }) => key),
    ...scene.producers.map(({ key }) => key),
    ...scene.brokers.flatMap(({ key, rows, tiles }) => [key, ...rows.map((row) => row.key), ...tiles.map((tile) => tile.key)]),
    ...scene.groups.flatMap(({ key, members }) => [key, ...members.map((member) => member.key)]),
  ];
}
