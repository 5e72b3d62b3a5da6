import { logNameOf } from '../../base/logName.ts';
import type { Frame } from '../frame.ts';

/** What a node has to do with the thing that is selected and has no line of its own. */
export type Part = 'copy' | 'leads' | 'follows' | 'coordinates' | 'member';

const NONE: ReadonlyMap<string, Part> = new Map();

/** The nodes whose lines a selected copy, partition or group belongs to, at the moment of the frame. Of a record its messages tell that. */
export function partsOf({ partitions, groups, consumers }: Pick<Frame, 'partitions' | 'groups' | 'consumers'>, selected: string | null): ReadonlyMap<string, Part> {
  if (selected === null) return NONE;
  const group = groups.find(({ key }) => key === selected);
  if (group !== undefined) {
    const parts = new Map<string, Part>(consumers.filter((consumer) => consumer.group === group.group).map(({ node }) => [node, 'member']));
    return group.coordinator < 0 ? parts : parts.set(`broker-${group.coordinator}`, 'coordinates');
  }
  const name = logNameOf(selected);
  const partition = name?.offset === null ? partitions.find(({ key }) => key === name.name) : undefined;
  if (name === null || partition === undefined) return NONE;
  if (name.broker !== null) return new Map([[`broker-${name.broker}`, 'copy']]);
  return new Map(partition.replicas.map((broker) => [`broker-${broker}`, broker === partition.leader ? 'leads' : 'follows']));
}
