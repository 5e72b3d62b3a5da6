import { underMinIsrOf } from '../holds.ts';
import * as words from '../../words/heat.ts';
import type { BrokerView } from '../frame.ts';
import { valueAt, type HeatGrid, type HeatPlace } from './heatGrid.ts';

/** What is at a place, in sentences: all that the map says of it. */
export function describePlace(grid: HeatGrid, place: HeatPlace): string {
  const name = nameOfPlace(grid, place);
  const leaders = valueAt(grid, 'leaders', place);
  if (leaders < 0) return words.nothingHere(name);
  const [under, out, offline] = [valueAt(grid, 'under', place), valueAt(grid, 'out', place), valueAt(grid, 'offline', place)];
  const refusing = underMinAt(grid, place);
  const trouble = [...(refusing > 0 ? [words.underMinIsr(refusing)] : []), ...(under > 0 ? [words.underReplicated(under)] : []), ...(out > 0 ? [words.outOfSync(out)] : []), ...(offline > 0 ? [words.offline(offline)] : [])];
  const state = trouble.length === 0 ? words.allInSync : trouble.join(', ');
  return words.isHere(name, leaders, state, valueAt(grid, 'traffic', place), valueAt(grid, 'lag', place));
}

/** Of a broker, or of all: topics are not told apart in it. */
function underMinAt({ brokers }: HeatGrid, { row, column }: HeatPlace): number {
  if (row >= 0) return 0;
  return brokers.reduce((sum, broker, index) => (column < 0 || index === column ? sum + underMinIsrOf(broker) : sum), 0);
}

function nameOfPlace(grid: HeatGrid, { row, column }: HeatPlace): string {
  const topic = grid.topics[row];
  const broker = grid.brokers[column];
  if (broker === undefined) return topic === undefined ? words.everywhere : words.topic(topic.name, topic.partitions);
  const who = [words.broker(broker.id), ...(broker.rack === null ? [] : [words.rack(broker.rack)]), ...stateOf(broker)].join(', ');
  return topic === undefined ? who : words.topicOn(topic.name, who);
}

/** `broker 3`, or `broker 3, dead` when it does not run. */
export function brokerTitle(broker: BrokerView): string {
  return [words.broker(broker.id), ...stateOf(broker)].join(', ');
}

function stateOf({ state }: BrokerView): readonly string[] {
  const told = words.brokerStates[state];
  return told === null ? [] : [told];
}
