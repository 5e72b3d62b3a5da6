import * as words from '../../words/documents/problems.ts';
import type { Command, SeekPosition, SeekTarget, SendValue } from '../kafka.ts';
import { child } from '../problems.ts';
import type { CommandDocument } from '../schema/commands.ts';
import { checkConsumer, checkGroup, checkPartition, checkTopic, momentUs } from './check.ts';
import type { Findings } from './check.ts';
import type { KnownNames } from './names.ts';

type SendDocument = Extract<CommandDocument, { kind: 'send' }>;
type SeekDocument = Extract<CommandDocument, { kind: 'seek' }>;

export function normalizeSend(input: SendDocument, path: string, names: KnownNames, findings: Findings): Command {
  const topic = names.producers.get(input.producer);
  const partition = input.partition ?? null;
  if (topic !== undefined && partition !== null) checkPartition(topic, partition, child(path, 'partition'), names, findings);
  return {
    kind: 'send',
    producer: input.producer,
    key: input.key ?? null,
    value: sendValue(input.value),
    count: input.count ?? 1,
    partition,
    headers: Object.entries(input.headers ?? {}).map(([key, value]) => ({ key, value })),
  };
}

export function normalizeSeek(input: SeekDocument, path: string, names: KnownNames, findings: Findings): Command {
  const partition = input.partition ?? null;
  checkTopic(input.topic, child(path, 'topic'), names, findings);
  if (partition !== null) checkPartition(input.topic, partition, child(path, 'partition'), names, findings);
  return {
    kind: 'seek',
    target: seekTarget(input, path, names, findings),
    topic: input.topic,
    partition,
    position: seekPosition(input.offset, child(path, 'offset'), findings),
  };
}

function seekTarget(input: SeekDocument, path: string, names: KnownNames, findings: Findings): SeekTarget {
  if (input.consumer !== undefined && input.group === undefined) {
    checkConsumer(input.consumer, child(path, 'consumer'), names, findings);
    return { kind: 'consumer', consumer: input.consumer };
  }
  if (input.group !== undefined && input.consumer === undefined) {
    checkGroup(input.group, child(path, 'group'), names, findings);
    return { kind: 'group', group: input.group };
  }
  findings.problems.add(path, words.seekNeedsOne);
  return { kind: 'group', group: '' };
}

function seekPosition(offset: SeekDocument['offset'], path: string, findings: Findings): SeekPosition {
  if (typeof offset === 'number') return { kind: 'offset', offset };
  if (typeof offset === 'string') return { kind: offset };
  return { kind: 'time', atUs: momentUs(offset.time, child(path, 'time'), findings) };
}

function sendValue(value: string | null | undefined): SendValue {
  if (value === undefined) return { kind: 'generated' };
  return value === null ? { kind: 'tombstone' } : { kind: 'text', text: value };
}
