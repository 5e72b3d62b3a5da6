import type { TermEntry } from './termEntry.ts';

export const RECORDS: readonly TermEntry[] = [
  {
    name: 'record',
    text: 'A key, a value, headers and a timestamp. Appending it to a partition gives it an offset; after that it does not change.',
    seeIn: 'first-look',
  },
  {
    name: 'key',
    text: 'Bytes that a producer may give a record. Records with equal keys go to the same partition as long as the number of partitions stays the same. In the picture a record has the colour of its key.',
    config: ['partitioner.ignore.keys'],
    seeIn: 'first-look',
  },
  {
    name: 'batch',
    text: 'Records for one partition that a producer sends together. It waits up to linger.ms (5 ms by default) for a batch to reach batch.size (16 KiB).',
    config: ['linger.ms', 'batch.size'],
    seeIn: 'first-look',
  },
  {
    name: 'topic',
    text: 'A named stream of records, divided into partitions that lie on different brokers.',
    config: ['num.partitions', 'default.replication.factor'],
    seeIn: 'first-look',
  },
  {
    name: 'partition',
    text: 'A log of records in a fixed order. There is order within a partition and none between partitions. Each has replicas on several brokers, one of which leads.',
    seeIn: 'first-look',
  },
  {
    name: 'offset',
    text: 'The number of a record in its partition, from 0 upwards. Offsets grow along the log; some may be missing, for instance after compaction.',
    seeIn: 'first-look',
  },
  {
    name: 'log end offset',
    also: ['LEO', 'log end'],
    text: 'The offset that the next record will get: one more than that of the last record in the log.',
  },
  {
    name: 'log start offset',
    text: 'The first offset that is still kept. Retention, or a request to delete records, moves it forward.',
    config: ['log.retention.ms', 'retention.ms'],
    seeIn: 'compaction',
  },
  {
    name: 'timestamp',
    text: 'Given to a record by the producer when it is made, or by the broker when it is appended, as message.timestamp.type says. Looking up an offset by time and retention by time use it.',
    config: ['message.timestamp.type'],
  },
  {
    name: 'tombstone',
    text: 'A record with a key and no value. Compaction takes away what the key had before, and after delete.retention.ms (a day by default) the tombstone itself.',
    config: ['delete.retention.ms'],
    seeIn: 'compaction',
  },
  {
    name: 'order',
    also: ['ordering'],
    text: 'Records of one partition are read in the order in which they were appended. Between partitions nothing is said, so what must stay in order needs the same key.',
    seeIn: 'first-look',
  },
  {
    name: 'internal topic',
    also: ['internal topics'],
    text: 'A topic that Kafka keeps for itself, such as __consumer_offsets. It is replicated and led like any other.',
  },
  {
    name: 'last stable offset',
    also: ['LSO'],
    text: 'Below it no transaction is open. Consumers that read only what is committed by transactions stop there; without transactions it is the high watermark.',
    config: ['isolation.level'],
  },
  {
    name: 'durability',
    also: ['durable'],
    text: 'That an acknowledged record survives. Kafka gets it from copies on several brokers and not from writing each record to disk: with acks=all it is lost only if every in-sync copy is.',
    config: ['acks', 'min.insync.replicas'],
    seeIn: 'acks-compared',
  },
  {
    name: 'replication',
    also: ['replication factor'],
    text: 'Keeping several copies of each partition on different brokers. With a replication factor of 3, two brokers may fail and a copy is left.',
    config: ['default.replication.factor'],
    seeIn: 'first-look',
  },
];
