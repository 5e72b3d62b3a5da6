import type { KafkaEvent, KafkaSimulation } from '../../kafka/createCluster.ts';
import type { FactView } from '../../kafka/factView.ts';
import { isOfPartition, note, type RecordLife } from './life.ts';

/** Who was handed the record, was done with it, and has written down that it is past it. */
export function followReaders(life: RecordLife, sim: KafkaSimulation, event: KafkaEvent | null, facts: readonly FactView[]): void {
  finish(life, sim, event);
  for (const view of facts) {
    const { fact } = view;
    switch (fact.type) {
      case 'RecordsPolled':
        if (isOfPartition(life, fact)) hand(life, view, fact);
        break;
      case 'OffsetsCommitted': {
        const own = fact.offsets.find((each) => isOfPartition(life, each));
        const past = [...life.copies.values()].flat();
        if (own === undefined || life.committedBy.has(fact.group) || !past.some((offset) => offset < own.offset) || !life.readBy.has(fact.group)) break;
        life.committedBy.add(fact.group);
        note(life, view, { kind: 'offsetCommitted', group: fact.group, offset: own.offset });
        break;
      }
      case 'NodeKilled':
        life.atWork.delete(view.node.replace(/^consumer:/, ''));
        break;
      default:
    }
  }
}

/** One poll may hand it over twice, where it is stored twice. */
function hand(life: RecordLife, view: FactView, fact: Extract<FactView['fact'], { readonly type: 'RecordsPolled' }>): void {
  fact.ids.forEach((id, index) => {
    if (id !== life.id) return;
    const offset = fact.offsets?.[index] ?? fact.from + index;
    note(life, view, { kind: 'read', consumer: fact.consumer, group: fact.group, offset, again: life.readBy.has(fact.group) });
    life.readBy.add(fact.group);
    life.atWork.set(fact.consumer, fact.group);
  });
}

/** The application works through all that a poll handed it, and is done with all of it at once. */
function finish(life: RecordLife, sim: KafkaSimulation, event: KafkaEvent | null): void {
  if (event?.kind !== 'timer' || event.payload.kind !== 'processed') return;
  const consumer = (sim.state.nodes[event.node]?.name ?? '').replace(/^consumer:/, '');
  const group = life.atWork.get(consumer);
  if (group === undefined) return;
  life.atWork.delete(consumer);
  life.entries.push({ at: event.at, event: event.seq, fact: null, step: { kind: 'processed', consumer, group } });
}
