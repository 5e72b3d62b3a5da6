import type { Command } from '../kafka/commands.ts';
import type { KafkaEvent, KafkaSimulation } from '../kafka/createCluster.ts';
import type { FactView } from '../kafka/factView.ts';
import type { FactType } from '../kafka/facts.ts';
import { kafkaModel } from '../kafka/model.ts';
import { errorIn, type ErrorIn } from '../kafka/protocol/errorIn.ts';
import type { ClusterSpec } from '../kafka/spec.ts';
import { addEvent, emptyEventTable, type EventTable } from './eventTable.ts';

/**
 * What is known of a run when somebody asks why: its facts, its events and what it was told. Nobody writes it while the run is played:
 * the run is played once more, from its inputs, for the one who asks. So it costs nothing until then, and moving about cannot harm it.
 */
export interface Recording {
  readonly spec: ClusterSpec;
  readonly facts: FactView[];
  readonly byType: Map<FactType, FactView[]>;
  /** Facts by the event that made them true. */
  readonly byEvent: Map<number, FactView[]>;
  readonly events: EventTable;
  /** Of messages that said no, what they said. */
  readonly errors: Map<number, ErrorIn>;
  /** What a person or a script did, by event. */
  readonly commands: Map<number, Command>;
  /** Names of the nodes by index. */
  nodes: string[];
  /** When there are so many facts, those of little interest go. */
  thinAt: number;
}

/** A recording of a run that is at time 0. */
export function createRecording(sim: KafkaSimulation): Recording {
  return {
    spec: sim.world.spec,
    facts: [],
    byType: new Map(),
    byEvent: new Map(),
    events: emptyEventTable(),
    errors: new Map(),
    commands: new Map(),
    nodes: sim.state.nodes.map(({ name }) => name),
    thinAt: MOST_FACTS,
  };
}

/** Takes down one step of the run. */
export function record(recording: Recording, sim: KafkaSimulation, event: KafkaEvent | null, facts: readonly FactView[]): void {
  if (event !== null) {
    const isMessage = event.kind === 'deliver' || event.kind === 'handle';
    const known = {
      seq: event.seq,
      at: event.at,
      cause: event.cause,
      node: event.node,
      from: isMessage ? event.payload.from : -1,
      sentAt: isMessage ? event.payload.sentAt : -1,
      label: labelOf(event),
    };
    addEvent(recording.events, known, sim.state.nextSeq);
    const error = isMessage ? errorIn(event.payload.body) : null;
    if (error !== null) recording.errors.set(event.seq, error);
    if (event.kind === 'command') recording.commands.set(event.seq, event.payload);
  }
  for (const view of facts) take(recording, view);
  // So seldom that a run whose telling facts alone are more is thinned for nothing only now and then.
  if (facts.length > 0 && recording.facts.length >= recording.thinAt) {
    thin(recording);
    recording.thinAt = recording.facts.length + MOST_FACTS - LATEST_FACTS;
  }
  const { nodes } = sim.state;
  for (let index = recording.nodes.length; index < nodes.length; index += 1) recording.nodes.push(nodes[index]?.name ?? '');
}

/** The work itself, which tells where a record was and little else: kept of the latest part only. */
const ROUTINE: ReadonlySet<FactType> = new Set([
  'RecordSent',
  'BatchSent',
  'BatchAcked',
  'RecordsAppended',
  'RecordsReplicated',
  'HighWatermarkAdvanced',
  'CommitAnswered',
  'RecordsFetched',
  'RecordsPolled',
  'OffsetsCommitted',
  'MetadataCommitted',
  'MetadataRefreshed',
]);
const MOST_FACTS = 240_000;
const LATEST_FACTS = 120_000;

/** A recording of hours would not fit: routine facts of long ago go. */
function thin(recording: Recording): void {
  const { facts, byType, byEvent } = recording;
  const kept = [...facts.slice(0, -LATEST_FACTS).filter(({ fact }) => !ROUTINE.has(fact.type)), ...facts.slice(-LATEST_FACTS)];
  facts.length = 0;
  byType.clear();
  byEvent.clear();
  for (const view of kept) take(recording, view);
}

function take(recording: Recording, view: FactView): void {
  recording.facts.push(view);
  push(recording.byType, view.fact.type, view);
  push(recording.byEvent, view.cause, view);
}

function push<K>(map: Map<K, FactView[]>, key: K, view: FactView): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [view]);
  else list.push(view);
}

function labelOf(event: KafkaEvent): string {
  switch (event.kind) {
    case 'deliver':
    case 'handle':
      return kafkaModel.label(event.payload.body);
    case 'timer':
      return `timer ${event.payload.kind}`;
    case 'command':
      return `command ${event.payload.kind}`;
    default:
      return event.kind;
  }
}
