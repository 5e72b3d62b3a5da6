import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int, long, flag, text, list, choice } = entriesOf('consumer');
const modelled = { modelled: true } as const;
const KEEPS_PARTITIONS = 'assignors that keep partitions where they are (sticky, cooperative-sticky) are not in this version; use range or roundrobin';

/** Ranges: ConsumerConfig. Assignors go by their protocol names, as in the group's metadata; class names stand for them. */
export const CONSUMER_ENTRIES: readonly ConfigEntry[] = [
  choice('group.protocol', 'classic', 'Which group protocol the consumer speaks.', {
    ...modelled,
    values: ['classic'],
    refused: { consumer: 'the consumer group protocol (KIP-848) is not in this version; use classic' },
  }),
  int('session.timeout.ms', 45000, 'A member that has not sent a heartbeat for this long is taken for dead.', { ...modelled, min: 1 }),
  int('heartbeat.interval.ms', 3000, 'How often a member tells the coordinator that it is alive.', { ...modelled, min: 1 }),
  int('max.poll.interval.ms', 300000, 'A member that does not poll for this long leaves the group.', { ...modelled, min: 1 }),
  int('max.poll.records', 500, 'Most records that one poll returns.', { ...modelled, min: 1 }),
  list('partition.assignment.strategy', 'range,cooperative-sticky', 'How partitions are shared out, in order of preference; with the default a group uses range.', {
    ...modelled,
    values: ['range', 'roundrobin'],
    refused: { sticky: KEEPS_PARTITIONS, 'cooperative-sticky': KEEPS_PARTITIONS },
    aliases: {
      'org.apache.kafka.clients.consumer.RangeAssignor': 'range',
      'org.apache.kafka.clients.consumer.RoundRobinAssignor': 'roundrobin',
      'org.apache.kafka.clients.consumer.StickyAssignor': 'sticky',
      'org.apache.kafka.clients.consumer.CooperativeStickyAssignor': 'cooperative-sticky',
    },
  }),
  text('group.instance.id', null, 'A lasting name for this member: it may restart within its session without a rebalance.', modelled),
  flag('enable.auto.commit', true, 'poll commits by itself what earlier polls returned.', modelled),
  int('auto.commit.interval.ms', 5000, 'How often it does so.', modelled),
  choice('auto.offset.reset', 'latest', 'Where to begin without a committed offset, or when it no longer exists.', {
    ...modelled,
    values: ['latest', 'earliest', 'none'],
  }),
  choice('isolation.level', 'read_uncommitted', 'Whether records of open and aborted transactions are returned.', {
    values: ['read_uncommitted', 'read_committed'],
  }),
  int('fetch.min.bytes', 1, 'A broker answers a fetch at once when it has this much.', modelled),
  int('fetch.max.wait.ms', 500, 'How long a broker keeps a fetch waiting for that much.', modelled),
  int('fetch.max.bytes', 52428800, 'How much is asked for at a time in all.', modelled),
  int('max.partition.fetch.bytes', 1048576, 'How much of one partition is asked for at a time.', modelled),
  int('request.timeout.ms', 30000, 'How long a request waits for its answer before it counts as failed.', { ...modelled, min: 1 }),
  long('retry.backoff.ms', 100, 'Pause before the first retry; it doubles with each.', modelled),
  long('retry.backoff.max.ms', 1000, 'Longest pause between retries.', modelled),
  long('reconnect.backoff.ms', 50, 'Pause before a lost connection is opened again; it doubles with each attempt.'),
  long('reconnect.backoff.max.ms', 1000, 'Longest pause between attempts to connect.'),
  long('metadata.max.age.ms', 300000, 'Metadata older than this is fetched again even without an error.', modelled),
  int('default.api.timeout.ms', 60000, 'How long a call such as commitSync tries.'),
  flag('allow.auto.create.topics', true, 'Asking for a topic that does not exist may create it.'),
  text('client.rack', '', 'Where the consumer stands, so that it can read from a replica nearby.', modelled),
  text('client.id', '', 'A name for logs and quotas.'),
];
