import type { TermEntry } from './termEntry.ts';

export const STORAGE: readonly TermEntry[] = [
  {
    name: 'log',
    also: ['commit log'],
    text: 'A partition on a broker’s disk: records in the order of their offsets, only ever appended at the end.',
    seeIn: 'first-look',
  },
  {
    name: 'segment',
    also: ['log segment', 'active segment', 'rolling'],
    text: 'A log is a row of files. Records go into the last one, the active segment; a new one begins at segment.bytes (1 GiB) or segment.ms (seven days). Retention and compaction leave the active one alone.',
    config: ['segment.bytes', 'segment.ms'],
    seeIn: 'compaction',
  },
  {
    name: 'retention',
    text: 'Old segments are deleted whole once they are older than retention.ms (seven days) or the log is larger than retention.bytes. It is looked at every five minutes, so records live somewhat longer than it says.',
    config: ['retention.ms', 'retention.bytes', 'log.retention.check.interval.ms'],
  },
  {
    name: 'log compaction',
    also: ['compaction', 'cleaner'],
    text: 'Keeps at least the last record of every key and drops older ones, in segments that are closed. Offsets stay as they are, so gaps appear.',
    config: ['cleanup.policy', 'min.cleanable.dirty.ratio'],
    seeIn: 'compaction',
  },
  {
    name: 'dirty ratio',
    also: ['min.cleanable.dirty.ratio'],
    text: 'Which part of a log has not been compacted yet. A log is cleaned when it is more than min.cleanable.dirty.ratio, one half by default.',
    config: ['min.cleanable.dirty.ratio', 'min.compaction.lag.ms', 'max.compaction.lag.ms'],
    seeIn: 'compaction',
  },
  {
    name: 'DeleteRecords',
    text: 'A request that moves the log start offset forward, so that everything before it can no longer be read. The files go later.',
  },
  {
    name: 'page cache',
    also: ['flush'],
    text: 'What is appended lies in the memory of the operating system and reaches the disk later. A process that dies loses none of it; a machine that loses its power does.',
    config: ['flush.messages', 'flush.ms'],
    seeIn: 'history-last-replica-standing',
  },
  {
    name: 'unclean shutdown',
    text: 'A broker that went down without closing its logs: it checks them when it starts, and records that had not reached the disk may be missing. The controller takes it out of the ISR and the ELR for it.',
    seeIn: 'history-last-replica-standing',
  },
  {
    name: 'log recovery',
    also: ['recovery'],
    text: 'After an unclean shutdown a broker reads what it had not flushed and cuts off what is damaged, before it serves anybody.',
    seeIn: 'history-last-replica-standing',
  },
  {
    name: 'tiered storage',
    also: ['remote storage'],
    text: 'Closed segments are copied to cheaper storage elsewhere and can then be deleted from brokers. Consumers that read far back get them from there.',
    config: ['remote.storage.enable', 'local.retention.ms'],
  },
  {
    name: 'checkpoint',
    also: ['high watermark checkpoint'],
    text: 'Every five seconds a broker writes down its high watermarks. After a restart it begins with those, and learns the present ones from the leader.',
    config: ['replica.high.watermark.checkpoint.interval.ms'],
    seeIn: 'history-high-watermark',
  },
  {
    name: 'directory id',
    text: 'A disk of a broker or controller has an id of its own, so that an empty new disk is not taken for the old one: a voter with a new disk is another voter.',
  },
];
