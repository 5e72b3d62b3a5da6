import { nearest } from '../../base/nearest.ts';
import { err, ok } from '../../base/result.ts';
import type { Result } from '../../base/result.ts';
import { showValue } from '../../words/showValue.ts';
import * as words from '../../words/documents/problems.ts';
import type { KnownNames } from '../normalize/names.ts';
import type { PathSegment, StatePath } from './types.ts';

/**
 * Paths into the state that conditions test: `topics/orders/0/leader`, `brokers/id=1/state`,
 * `groups/analytics/members/c1`, `quorum/voters/role=leader/id`. A segment is a field, an index, or `field=value` for the
 * first element of a list that has it. A slash in a name is written `~1` and a tilde `~0`, as in a JSON Pointer.
 */
export function parseStatePath(text: string, names: KnownNames): Result<StatePath> {
  const segments: PathSegment[] = [];
  let shape: Shape | null = stateShape(names);
  for (const raw of text.split('/')) {
    if (shape === null) return err(words.goesTooFar(showValue(text), showValue(raw)));
    const step = shape.enter(raw);
    if (!step.ok) return err(words.leadsNowhere(showValue(text), step.message));
    segments.push(step.value.segment);
    shape = step.value.next;
  }
  return ok(segments);
}

/** What is at some point of the state: something to enter, or null for a value. */
interface Shape {
  readonly enter: (raw: string) => Result<{ readonly segment: PathSegment; readonly next: Shape | null }>;
}

function record(fields: Readonly<Record<string, Shape | null>>): Shape {
  const names = Object.keys(fields);
  return {
    enter: (raw) => {
      const next = Object.hasOwn(fields, raw) ? fields[raw] : undefined;
      if (next === undefined) return err(words.notInState(showValue(raw), nearest(raw, names), names.join(', ')));
      return ok({ segment: { kind: 'key', key: raw }, next });
    },
  };
}

/** Named things, all alike; which there are is asked only when a path comes by. */
function dictionary(what: string, keys: () => Iterable<string>, element: Shape | null): Shape {
  return {
    enter: (raw) => {
      const known = [...keys()];
      const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
      if (known.includes(key)) return ok({ segment: { kind: 'key', key }, next: element });
      return err(words.notAmong(what, showValue(key), nearest(key, known), known));
    },
  };
}

function list(element: Shape | null, fields: readonly string[]): Shape {
  return {
    enter: (raw) => {
      if (/^\d{1,6}$/.test(raw)) return ok({ segment: { kind: 'key', key: raw }, next: element });
      const [field = '', value = ''] = raw.split('=', 2);
      if (raw.includes('=') && fields.includes(field)) return ok({ segment: { kind: 'element', field, value }, next: element });
      return err(words.noPlaceInList(showValue(raw), fields));
    },
  };
}

function stateShape(names: KnownNames): Shape {
  const values = (...fields: string[]): Record<string, null> => Object.fromEntries(fields.map((field) => [field, null]));
  const partitionNames = (): string[] => [...names.topics].flatMap(([topic, { partitions }]) =>
    Array.from({ length: partitions }, (_, partition) => `${topic}-${partition}`),
  );
  const ids = list(null, []);
  const log = record({ ...values('startOffset', 'endOffset', 'highWatermark', 'lastStableOffset', 'localStartOffset', 'cleanedTo'), epochs: list(ids, []) });
  const partition = record({
    ...values('partition', 'leader', 'leaderEpoch', 'partitionEpoch', 'leaderRecoveryState'),
    replicas: ids,
    isr: ids,
    elr: ids,
    addingReplicas: ids,
    removingReplicas: ids,
    logs: dictionary('broker', () => [...names.brokers].map(String), log),
  });
  const group = record({
    ...values('protocol', 'state', 'generation', 'coordinator'),
    members: dictionary('consumer', () => names.consumers, list(null, [])),
    offsets: dictionary('partition', partitionNames, record(values('committed', 'position', 'lag', 'toRead'))),
  });
  return record({
    now: null,
    events: null,
    brokers: list(record(values('id', 'state', 'epoch', 'rack')), ['id']),
    quorum: record({ ...values('leader', 'epoch', 'highWatermark'), voters: list(record(values('id', 'role', 'endOffset')), ['id', 'role']) }),
    ...(names.metadata === 'zookeeper' ? { controller: record(values('broker', 'epoch')) } : {}),
    topics: dictionary('topic', () => names.topics.keys(), list(partition, ['partition'])),
    groups: dictionary('group', () => names.groups, group),
    producers: dictionary('producer', () => names.producers.keys(), record(values('sent', 'acked', 'failed', 'inFlight', 'duplicates'))),
    guarantees: list(record(values('id', 'status')), ['id']),
  });
}
