import type { KafkaEvent, KafkaSimulation } from '../../kafka/createCluster.ts';
import type { FactView } from '../../kafka/factView.ts';
import { followCopies } from './copies.ts';
import type { RecordLife } from './life.ts';
import { followReaders } from './readers.ts';
import { followWriter } from './writer.ts';

/** Takes down what one event meant for the record; `sim` is as the event left it. */
export function followRecord(life: RecordLife, sim: KafkaSimulation, event: KafkaEvent | null, facts: readonly FactView[]): void {
  followWriter(life, sim, event, facts);
  followCopies(life, sim, facts);
  followReaders(life, sim, event, facts);
}
