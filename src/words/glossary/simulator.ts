import type { TermEntry } from './termEntry.ts';

export const SIMULATOR: readonly TermEntry[] = [
  {
    name: 'guarantee',
    also: ['guarantees', 'invariant', 'invariants'],
    text: 'What Kafka promises whatever fails: for instance that a new leader has every committed record. Checked here after every event. Losses that Kafka accepts, such as an unclean election that the topic allows, break none.',
  },
  {
    name: 'virtual time',
    also: ['simulated time'],
    text: 'The cluster’s own time, in microseconds. It stands still while the run is paused and goes as fast as you like; nothing depends on how fast your machine is.',
  },
  {
    name: 'seed',
    text: 'The number that all chance in a run comes from. The same document, seed and actions give the same run, to the last event.',
  },
  {
    name: 'event',
    also: ['events'],
    text: 'The smallest step of the simulator: a message that arrives, a timer that fires, a command. Between two events nothing changes.',
  },
  {
    name: 'trace hash',
    text: 'A short number made of everything that happened. Two runs with the same hash are the same run.',
  },
  {
    name: 'branch',
    also: ['future', 'futures', 'fork'],
    text: 'Acting in the past begins another future there. The old one stays and can be returned to.',
  },
  {
    name: 'twin',
    also: ['comparison'],
    text: 'The same run with one thing changed and everything else the same: same seed, same actions at the same times.',
    seeIn: 'acks-compared',
  },
  {
    name: 'link',
    also: ['links'],
    text: 'The way between two machines. Connections run over it; when it is cut they stay open and nothing arrives, so both ends learn of it only when their time runs out. It can be cut one way.',
  },
  {
    name: 'cut link',
    also: ['cut', 'network partition', 'netsplit'],
    text: 'Nothing gets through between two nodes, and neither is told: each learns of it only when something times out. Each direction can be cut by itself.',
    seeIn: 'leader-dies',
  },
  {
    name: 'crash',
    also: ['kill', 'killed'],
    text: 'A process ends at once: memory is gone, files stay. Its peers see their connections break. With power loss, what had not reached the disk goes as well.',
    seeIn: 'leader-dies',
  },
  {
    name: 'pause',
    also: ['paused', 'stop the world'],
    text: 'A process stands still and keeps everything, as in a long garbage collection. To others it looks dead; when it goes on it believes that no time has passed.',
  },
  {
    name: 'latency',
    also: ['network latency', 'jitter'],
    text: 'How long a message is under way. Each direction of a connection delivers in order, as TCP does, so what is behind a lost packet waits for it to be sent again.',
  },
];
