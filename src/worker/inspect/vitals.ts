import { formatDuration } from '../../base/units.ts';
import type { Inspection } from '../../protocol/messages.ts';
import { nodeName } from '../../words/narration/names.ts';
import * as words from '../../words/inspected/vitals.ts';
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
  const rows: Row[] = [{ label: words.requestQueue, value: queued === 0 ? words.empty : words.requests(queued), term: 'request queue' }];
  const produces = parkedProduces(sim, broker).map(({ from, expiresAt, waitsFor }) =>
    words.write(waitsFor.map(({ partition, offset }) => words.committedUpTo(partition, offset - 1)), nodeName(from), rounded(expiresAt - now)),
  );
  rows.push({ label: words.writesParked, term: 'purgatory', ...told(produces) });
  const fetches = parkedFetches(sim, broker).map(({ from, partitions, expiresAt }) => words.fetch(nodeName(from), partitions.length, rounded(expiresAt - now)));
  rows.push({ label: words.fetchesParked, term: 'purgatory', ...told(fetches) });
  const unsafe = offsetsNotOnDisk(broker, now);
  rows.push({ label: words.notOnDisk, value: unsafe === 0 ? words.nothing : words.records(unsafe), term: 'page cache' });
  const waits = waitsOf(sim, broker, view.state === 'fenced');
  if (waits.length > 0) rows.push({ label: words.waitsFor, term: null, ...told(waits.map(({ what, since }) => (since === null ? what : words.waitsSince(what, rounded(now - since))))) });
  return rows;
}

/** One by itself is the value; several are counted, and then told one by one. */
function told(sentences: readonly string[]): Pick<Row, 'value' | 'each'> {
  const [first, ...others] = sentences;
  if (first === undefined) return { value: words.none };
  if (others.length === 0) return { value: first };
  const more = sentences.length > MOST_TOLD ? [words.more(sentences.length - MOST_TOLD)] : [];
  return { value: String(sentences.length), each: [...sentences.slice(0, MOST_TOLD), ...more] };
}

/** To the millisecond, and of seconds to the tenth. */
function rounded(us: number): string {
  const step = us < 1_000_000 ? 1_000 : 100_000;
  return formatDuration(Math.round(us / step) * step);
}
