import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int, long, flag, text, choice } = entriesOf('broker');
const shared = entriesOf('broker', 'controller');
const modelled = { modelled: true } as const;
/** The one selector that Kafka brings. */
export const RACK_AWARE_SELECTOR = 'org.apache.kafka.common.replica.RackAwareReplicaSelector';

/** Replication, fetching and the broker's life. Ranges: ReplicationConfigs, KRaftConfigs, ServerConfigs, QuorumConfig. */
export const BROKER_ENTRIES: readonly ConfigEntry[] = [
  int('broker.heartbeat.interval.ms', 2000, 'How often the broker tells the active controller that it is alive.', {
    ...modelled,
    min: 1,
  }),
  shared.int('broker.session.timeout.ms', 9000, 'A broker that has not been heard of for this long is fenced.', {
    ...modelled,
    min: 1,
  }),
  int('initial.broker.registration.timeout.ms', 60000, 'How long a starting broker tries to register before it gives up.', modelled),
  flag('controlled.shutdown.enable', true, 'A stopping broker first hands its leaderships to other replicas.', modelled),
  text('broker.rack', null, 'Where the broker stands, so that replicas can be spread.', {
    refused: { '*': 'a broker\'s rack is the field "rack" beside "id"' },
  }),

  long('replica.lag.time.max.ms', 30000, 'A follower not caught up for this long is taken out of the in-sync replicas.', {
    ...modelled,
    min: 1,
  }),
  int('replica.fetch.wait.max.ms', 500, 'How long a leader keeps a follower waiting when it has nothing new.', modelled),
  int('replica.fetch.min.bytes', 1, 'A leader answers a follower at once when it has this much.', modelled),
  int('replica.fetch.max.bytes', 1048576, 'How much of one partition a follower asks for at a time.', modelled),
  int('replica.fetch.response.max.bytes', 10485760, 'How much a follower asks for at a time in all.', modelled),
  int('replica.fetch.backoff.ms', 1000, 'How long a follower leaves a partition alone after an error.', modelled),
  int('replica.socket.timeout.ms', 30000, 'How long a follower waits for an answer before it asks again.', {
    ...modelled,
    min: 1,
  }),
  int('num.replica.fetchers', 1, 'Fetch loops that a follower runs for each leader it follows.', { min: 1, max: 64 }),
  choice('replica.selector.class', null, 'Chooses which replica a consumer reads from; unset means the leader.', {
    ...modelled,
    values: [RACK_AWARE_SELECTOR],
  }),
  long(
    'replica.high.watermark.checkpoint.interval.ms',
    5000,
    'How often high watermarks are written to disk, from where a restart takes them up.',
    { ...modelled, min: 1 },
  ),
  int('fetch.max.bytes', 57671680, 'Most that one fetch answer holds, whatever was asked for.', { ...modelled, min: 1024 }),
  int('request.timeout.ms', 30000, 'How long the broker waits for an answer to its own requests to other servers.'),

  shared.int(
    'controller.quorum.fetch.timeout.ms',
    2000,
    'Without an answer of the quorum leader for this long, a voter stands for election; a leader that a majority does not ask for half as long again resigns.',
    { ...modelled, min: 1 },
  ),
  shared.int('controller.quorum.request.timeout.ms', 2000, 'How long a request to the quorum waits for its answer.', {
    ...modelled,
    min: 1,
  }),
  shared.int('controller.quorum.retry.backoff.ms', 20, 'Pause before a failed request to the quorum is sent again.', modelled),

  flag('auto.create.topics.enable', true, 'A client that asks for a topic that does not exist makes the broker create it.'),
];
