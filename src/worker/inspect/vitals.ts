import { formatDuration } from '../../base/units.ts';
import type { Inspection } from '../../protocol/messages.ts';
import { nodeName } from '../../words/narration/names.ts';
import type { BrokerView } from '../../protocol/views.ts';
import { brokersOf, offsetsNotOnDisk, parkedFetches, parkedProduces, waitsOf, type KafkaSimulation } from '../../sim/index.ts';

type Row = Inspection['rows'][number];

/** As many parked requests are told one by one. */
const MOST_TOLD = 4;

/** What a broker has to do, keeps for later and waits for, each request by itself. A process that is gone has nothing of it. */
export function vitalRows(sim: KafkaSimulation, view: BrokerView): Row[] {
  const broker = brokersOf(sim.world).find(({ id }) => id === view.id);
  if (broker === undefined || view.state === 'dead') return [];
  const { now } = sim.state;
  const { queued } = view.vitals;
  const rows: Row[] = [{ label: 'Request queue', value: queued === 0 ? 'empty' : count(queued, 'request'), term: 'request queue' }];
  const produces = parkedProduces(sim, broker).map(
    ({ from, expiresAt, waitsFor }) => `${waitsFor.map(({ partition, offset }) => `${partition} to be committed up to ${offset - 1}`).join(', ')}, for ${nodeName(from)}, ${rounded(expiresAt - now)} left`,
  );
  rows.push({ label: 'Writes parked', value: told(produces), term: 'purgatory' });
  const fetches = parkedFetches(sim, broker).map(({ from, partitions, expiresAt }) => `${nodeName(from)}, ${count(partitions.length, 'partition')}, ${rounded(expiresAt - now)} left`);
  rows.push({ label: 'Fetches parked', value: told(fetches), term: 'purgatory' });
  const unsafe = offsetsNotOnDisk(broker, now);
  rows.push({ label: 'Not on disk yet', value: unsafe === 0 ? 'nothing' : count(unsafe, 'record'), term: 'page cache' });
  const waits = waitsOf(sim, broker, view.state === 'fenced');
  if (waits.length > 0) rows.push({ label: 'Waits for', value: told(waits.map(({ what, since }) => (since === null ? what : `${what}, for ${rounded(now - since)}`))), term: null });
  return rows;
}

function told(sentences: readonly string[]): string {
  if (sentences.length === 0) return 'none';
  const more = sentences.length > MOST_TOLD ? [`${sentences.length - MOST_TOLD} more`] : [];
  return [...sentences.slice(0, MOST_TOLD), ...more].join('; ');
}

function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}

/** To the millisecond, and of seconds to the tenth. */
function rounded(us: number): string {
  const step = us < 1_000_000 ? 1_000 : 100_000;
  return formatDuration(Math.round(us / step) * step);
}
