import { logNameOf } from '../../base/logName.ts';
import type { Frame } from '../frame.ts';

/** Who reports what is measured of the selected thing: itself, of a group its consumers too, of a partition its leader, of a copy its broker. Nobody of a record. */
export function sourcesOf({ partitions, consumers }: Pick<Frame, 'partitions' | 'consumers'>, selected: string | null): readonly string[] {
  if (selected === null) return [];
  if (selected.startsWith('group:')) return [selected, ...consumers.filter(({ group }) => selected === `group:${group}`).map(({ node }) => node)];
  if (/^(?:(?:broker|controller|zookeeper)-\d+$|(?:producer|consumer):)/.test(selected)) return [selected];
  const name = logNameOf(selected);
  if (name === null || name.offset !== null) return [];
  const partition = partitions.find(({ key }) => key === name.name);
  const broker = name.broker ?? partition?.leader ?? -1;
  return partition === undefined || broker < 0 ? [] : [`broker-${broker}`];
}
