/** A word of the picture, explained in a few plain sentences that hold for Kafka 4.3. */
export interface TermEntry {
  readonly name: string;
  /** Other words for the same thing. */
  readonly also?: readonly string[];
  readonly text: string;
}

export const TERMS: readonly TermEntry[] = [
  {
    name: 'guarantee',
    also: ['guarantees', 'invariant', 'invariants'],
    text: 'What Kafka promises whatever fails: for instance that a new leader has every committed record. Checked here after every event. Losses that Kafka accepts, such as an unclean election that the topic allows, break none.',
  },
  {
    name: 'record',
    text: 'A key, a value, headers and a timestamp. Appending it to a partition gives it an offset; after that it does not change.',
  },
  {
    name: 'key',
    text: 'Bytes that a producer may give a record. Records with equal keys go to the same partition as long as the number of partitions stays the same. In the picture a record has the colour of its key.',
  },
  {
    name: 'batch',
    text: 'Records for one partition that a producer sends together. It waits up to linger.ms (5 ms by default) for a batch to reach batch.size (16 KiB).',
  },
  { name: 'topic', text: 'A named stream of records, divided into partitions that lie on different brokers.' },
  {
    name: 'partition',
    text: 'A log of records in a fixed order. There is order within a partition and none between partitions. Each has replicas on several brokers, one of which leads.',
  },
  {
    name: 'offset',
    text: 'The number of a record in its partition, from 0 upwards. Offsets grow along the log; some may be missing, for instance after compaction.',
  },
  {
    name: 'replica',
    text: 'A copy of a partition on one broker. One replica leads; the others follow, by fetching from it.',
  },
  {
    name: 'leader',
    text: 'The replica that takes the writes for a partition and, unless followers are set up to serve reads, its reads as well. The controller chooses it.',
  },
  {
    name: 'follower',
    text: 'A replica that copies the leader’s log. It is never sent anything: it fetches, much as a consumer does.',
  },
  {
    name: 'ISR',
    also: ['in-sync replicas', 'in sync'],
    text: 'The in-sync replicas: the leader and the followers that keep up with it. A follower that has not caught up for replica.lag.time.max.ms (30 s) is taken out. The leader asks for changes; the controller makes them.',
  },
  {
    name: 'ELR',
    also: ['eligible leader replicas'],
    text: 'Eligible leader replicas: those that left the ISR when it shrank below min.insync.replicas and are still known to hold everything committed. With the ISR empty, one of them can lead without loss.',
  },
  {
    name: 'high watermark',
    also: ['HW', 'committed record', 'committed'],
    text: 'Records below this offset are committed: every in-sync replica has them. Consumers read no further. The leader moves it on when the followers’ next fetches show what they have, and not at all while fewer than min.insync.replicas are in sync.',
  },
  {
    name: 'log end offset',
    also: ['LEO', 'log end'],
    text: 'The offset that the next record will get: one more than that of the last record in the log.',
  },
  {
    name: 'log start offset',
    text: 'The first offset that is still kept. Retention, or a request to delete records, moves it forward.',
  },
  {
    name: 'leader epoch',
    text: 'A number that grows each time a partition gets a new leader. Requests with an older one are refused. Batches remember the epoch they were written in, which shows where two logs part.',
  },
  {
    name: 'partition epoch',
    text: 'Grows with every change that the controller makes to a partition. A change of the ISR alone raises it and leaves the leader epoch as it is.',
  },
  {
    name: 'broker epoch',
    text: 'The number a broker gets when it registers: the offset of its registration in the metadata log. After a restart it has a new one, so what its earlier life sent can be told apart.',
  },
  {
    name: 'controller',
    also: ['controllers', 'active controller'],
    text: 'A node that keeps the cluster’s metadata. One of the controllers is active, the leader of their quorum: it watches heartbeats, fences brokers, chooses leaders and changes ISRs.',
  },
  {
    name: 'quorum',
    text: 'The controllers that vote. What a majority of them has in its log is committed: of three, one may be missing.',
  },
  {
    name: 'KRaft',
    text: 'Kafka’s own consensus protocol, made after Raft: controllers elect a leader by majority and replicate the metadata log by fetching. It replaced ZooKeeper, which Kafka 4.0 took out.',
  },
  {
    name: 'ZooKeeper',
    text: 'Before 4.0, where Kafka kept its metadata: a service of its own, with small files called znodes. Brokers held sessions with it; the one whose znode /controller was there first was the controller, and a new one had to read every partition.',
  },
  {
    name: 'metadata log',
    text: 'The log of everything that was decided: brokers, topics, leaders, ISRs. Controllers replicate it; brokers fetch it and apply it in order, each at its own pace.',
  },
  {
    name: 'epoch',
    also: ['quorum epoch', 'term'],
    text: 'Of controllers: the number of the quorum leader’s term. It grows with every election, and messages from an older term are refused.',
  },
  {
    name: 'fencing',
    also: ['fenced', 'fence'],
    text: 'Taking a broker out: the controller removes it from every ISR and gives its leaderships to others. It is let in again when it sends heartbeats and has caught up with the metadata.',
  },
  {
    name: 'heartbeat',
    text: 'A sign of life. A broker sends one to the active controller every 2 s; a consumer of a classic group sends one to its coordinator every 3 s.',
  },
  {
    name: 'broker session',
    also: ['session', 'broker.session.timeout.ms'],
    text: 'How long the controller waits without a heartbeat before it fences a broker: broker.session.timeout.ms, 9 s by default.',
  },
  {
    name: 'leader election',
    also: ['election'],
    text: 'The controller takes the first replica, in the order of the partition’s replica list, that is in the ISR and alive. Replicas of a partition do not vote.',
  },
  {
    name: 'preferred leader',
    text: 'The first replica in a partition’s list. A preferred election gives leadership back to it if it is in sync; by default the controller does so every five minutes.',
  },
  {
    name: 'unclean election',
    also: ['unclean leader election'],
    text: 'A leader chosen from outside the ISR when nobody else is left. Records that were committed may be lost, so it is off by default.',
  },
  {
    name: 'truncation',
    also: ['diverged', 'divergence'],
    text: 'Where a follower’s log differs from the leader’s, it cuts its own back to the place where they part, found by leader epochs in the answer to a fetch. Then it copies on from there.',
  },
  {
    name: 'min.insync.replicas',
    also: ['min ISR'],
    text: 'With acks=all a write is refused while fewer replicas than this are in the ISR, and the high watermark stands still. 1 by default. It does not say how many copies a write waits for.',
  },
  {
    name: 'acks',
    text: 'What a producer waits for: 0, nothing; 1, that the leader has appended; all, the default, that every replica in the ISR has the record.',
  },
  {
    name: 'idempotent producer',
    also: ['idempotence'],
    text: 'A producer that numbers its batches, so that a broker keeps one copy of a batch that is sent twice. On by default. It holds within one session of the producer.',
  },
  {
    name: 'fetch',
    text: 'Brokers push nothing: consumers and followers ask. A fetch that finds nothing new waits at the broker, up to 500 ms by default.',
  },
  {
    name: 'metadata request',
    also: ['metadata', 'metadata refresh'],
    text: 'Asks any broker which broker leads what. Clients send one at the start, every five minutes, and when a broker answers that it does not lead.',
  },
  {
    name: 'consumer group',
    also: ['group'],
    text: 'Consumers that share the partitions of their topics, each partition read by one of them. Groups do not take records from one another: each reads everything.',
  },
  {
    name: 'group coordinator',
    also: ['coordinator'],
    text: 'The broker that keeps a group’s membership and its committed offsets: the leader of the partition of __consumer_offsets to which the group’s id hashes.',
  },
  {
    name: 'rebalance',
    also: ['rebalancing'],
    text: 'Handing out partitions anew when members come or go. With the default assignor of the classic protocol everyone gives up all partitions first.',
  },
  {
    name: 'generation',
    text: 'Counts the rebalances of a group. A member that still speaks for an older generation is refused.',
  },
  {
    name: 'assignor',
    text: 'Decides which member gets which partitions. By default range: members in order of their ids, partitions of each topic in runs. In the classic protocol one of the members works it out.',
  },
  {
    name: 'idle consumer',
    also: ['idle'],
    text: 'A member that got no partition, since there are more members than partitions. It stands by and takes over when another leaves.',
  },
  {
    name: 'position',
    text: 'The offset that a consumer reads next, kept in its memory. It may be ahead of what it has committed.',
  },
  {
    name: 'committed offset',
    text: 'The offset from which a group reads on after a rebalance or a restart. It names the next record to read, and it is stored in __consumer_offsets.',
  },
  {
    name: 'lag',
    text: 'How many records a consumer has yet to read: the high watermark minus its position. Group tools count from the committed offset instead.',
  },
  {
    name: '__consumer_offsets',
    text: 'The internal topic, of 50 partitions by default, in which group coordinators keep committed offsets and members of groups.',
  },
];

/** The entry for a word in any spelling of case, spaces and dashes; undefined when the glossary does not have it. */
export function findTerm(word: string): TermEntry | undefined {
  const wanted = plain(word);
  return TERMS.find(({ name, also }) => plain(name) === wanted || also?.some((other) => plain(other) === wanted) === true);
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}
