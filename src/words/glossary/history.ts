import type { TermEntry } from './termEntry.ts';

export const HISTORY: readonly TermEntry[] = [
  {
    name: 'ZooKeeper',
    text: 'Before 4.0, where Kafka kept its metadata: a service of its own, with small files called znodes. Brokers held sessions with it; the one whose znode /controller was there first was the controller, and a new one had to read every partition.',
    config: ['zookeeper.session.timeout.ms'],
    seeIn: 'zookeeper-and-kraft',
  },
  {
    name: 'history',
    also: ['rule of the past', 'time-machine switch'],
    text: 'A rule of an earlier Kafka, to be tried in this simulator. The cluster then does what Kafka did before the change that its name gives; the page says so all the while.',
    seeIn: 'history-kip-101',
  },
  {
    name: 'KIP',
    also: ['Kafka improvement proposal'],
    text: 'A Kafka improvement proposal: the document in which a change is argued for before it is made. They are numbered.',
  },
  {
    name: 'KIP-101',
    text: 'Made followers truncate by leader epoch. Before it they cut back to their high watermark, which lags behind, and could lose committed records or keep different ones.',
    seeIn: 'history-kip-101',
  },
  {
    name: 'KIP-279',
    text: 'Mended a case that KIP-101 left: after two quick changes of leader a follower could compare the wrong epochs and keep a record that nobody else had.',
    seeIn: 'history-kip-279',
  },
  {
    name: 'KIP-320',
    text: 'Gave fetches and consumers the leader epoch, so that a broker refuses one who asks with an outdated view and a consumer notices when its log was cut.',
    seeIn: 'history-kip-320-draft',
  },
  {
    name: 'KIP-966',
    text: 'Eligible leader replicas: in 4.1 and later on by default for new clusters. The high watermark stands still below min.insync.replicas, and the last replicas to leave may still be elected.',
    config: ['min.insync.replicas'],
    seeIn: 'history-last-replica-standing',
  },
  {
    name: 'LeaderAndIsr',
    also: ['UpdateMetadata'],
    text: 'Requests by which a controller of the ZooKeeper time told brokers who leads and what the cluster looks like. With KRaft brokers read that from the metadata log.',
    seeIn: 'history-zookeeper-orders',
  },
];
