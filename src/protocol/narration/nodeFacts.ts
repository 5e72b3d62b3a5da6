import { formatDuration, formatSize } from '../../base/units.ts';
import type { Narrations } from './words.ts';
import { asSubject, brokers, count, ids, nameOf, nodeName, unlessInternal } from './words.ts';

/** Machines, wires and requests that came to nothing. */
export const NODE_FACTS: Narrations<
  | 'NodeStarted'
  | 'NodeKilled'
  | 'NodeHalted'
  | 'NodePaused'
  | 'NodeResumed'
  | 'NodeSlowed'
  | 'DiskWiped'
  | 'LinkCut'
  | 'LinkHealed'
  | 'LinkHeld'
  | 'LinkReleased'
  | 'CommandRefused'
  | 'RequestTimedOut'
  | 'ConnectionLost'
  | 'BrokerStateChanged'
> = {
  NodeStarted: { level: 'notable', say: (_, node) => `${node} starts.` },
  NodeKilled: { level: 'notable', say: (_, node) => `${node} is killed. Its connections break.` },
  NodeHalted: { level: 'notable', say: (fact, node) => `${node} halts: ${fact.reason}.` },
  NodePaused: {
    level: 'notable',
    say: (fact, node) =>
      fact.forUs === null
        ? `${node} is paused: nothing runs on it, its connections stay.`
        : `${node} is paused for ${formatDuration(fact.forUs)}: nothing runs on it, its connections stay.`,
  },
  NodeResumed: { level: 'notable', say: (_, node) => `${node} runs again after its pause.` },
  NodeSlowed: {
    level: 'notable',
    say: (fact, node) =>
      fact.cpu === 1 && fact.disk === 1 && fact.network === 1
        ? `${node} is as fast as it was.`
        : `${node} is slowed: CPU by ${fact.cpu}, disk by ${fact.disk}, network by ${fact.network}.`,
  },
  DiskWiped: { level: 'notable', say: (_, node) => `The disk of ${inSentence(node)} is wiped.` },
  LinkCut: { level: 'notable', say: (fact) => `${link(fact)} is cut: what is sent there vanishes.` },
  LinkHealed: { level: 'notable', say: (fact) => `${link(fact)} works again.` },
  LinkHeld: { level: 'notable', say: (fact) => `${link(fact)} is held: ${heldWords(fact, 'next')} there${fact.api === null ? ' in order' : ', and what comes behind on the same connection'}.` },
  LinkReleased: { level: 'notable', say: (fact) => `${link(fact)} is released${fact.api === null && fact.count === null ? '' : `: ${releasedWords(fact)}`}.` },
  CommandRefused: { level: 'notable', say: (fact) => `${fact.command} was refused: ${endOf(fact.reason)}` },
  RequestTimedOut: {
    level: (fact) => (fact.api === 'Produce' ? 'notable' : 'routine'),
    say: (fact, node) => `${node} gives up on its ${fact.api} request to ${nodeName(fact.to)}: no answer in time.`,
  },
  ConnectionLost: {
    level: 'routine',
    say: (fact, node) => `${node} lost its connection to ${nodeName(fact.to)} with a ${fact.api} request under way.`,
  },
  BrokerStateChanged: {
    // The others come of what is told already: that it was killed, started or fenced.
    level: (fact) => (fact.state === 'stopped' ? 'notable' : 'routine'),
    say: (fact) => `Broker ${fact.broker} is ${BROKER_STATE[fact.state]}.`,
  },
};

const BROKER_STATE = {
  starting: 'starting',
  recovery: 'catching up with the metadata',
  running: 'running',
  'shutting-down': 'shutting down',
  stopped: 'stopped',
} as const;

/** Brokers as the controllers see them, the quorum, and topics as they are decided. */
export const CONTROLLER_FACTS: Narrations<
  | 'BrokerRegistered'
  | 'BrokerFenced'
  | 'BrokerUnfenced'
  | 'BrokerShutdownBegan'
  | 'QuorumRoleChanged'
  | 'ControllerElected'
  | 'VoteCast'
  | 'MetadataCommitted'
  | 'VotersChanged'
  | 'VotersCommitted'
  | 'VotersReverted'
  | 'SnapshotTaken'
  | 'SnapshotLoaded'
  | 'MetadataLogTrimmed'
  | 'ConfigChanged'
  | 'LeaderElected'
  | 'IsrShrunk'
  | 'IsrExpanded'
  | 'ReassignmentStarted'
  | 'ReassignmentCompleted'
  | 'ReassignmentCancelled'
  | 'TopicCreated'
  | 'TopicDeleted'
  | 'PartitionsAdded'
> = {
  BrokerRegistered: {
    level: 'routine',
    say: (fact) => `Broker ${fact.broker} is registered, broker epoch ${fact.brokerEpoch}.`,
  },
  BrokerFenced: {
    level: 'notable',
    say: (fact) =>
      fact.reason === 'session'
        ? `The controller fences broker ${fact.broker}: its session expired without a heartbeat.`
        : `The controller fences broker ${fact.broker}, which asked for it.`,
  },
  BrokerUnfenced: {
    level: 'notable',
    say: (fact) => `Broker ${fact.broker} is unfenced: it may lead and serve clients.`,
  },
  BrokerShutdownBegan: {
    level: 'notable',
    say: (fact) => `Broker ${fact.broker} shuts down in order: its leaderships move first.`,
  },
  QuorumRoleChanged: {
    level: 'routine',
    say: (fact) => `Controller ${fact.controller} is ${fact.role} in epoch ${fact.epoch}.`,
  },
  ControllerElected: {
    level: 'notable',
    say: (fact) =>
      fact.mode === 'zookeeper'
        ? `Broker ${fact.controller} is now the controller, epoch ${fact.epoch}: its znode is there first.`
        : `Controller ${fact.controller} is now the active controller, epoch ${fact.epoch}.`,
  },
  VoteCast: {
    level: 'routine',
    say: (fact) => {
      const what = fact.preVote ? 'pre-vote' : 'vote';
      const answer = fact.granted ? `gives its ${what} to` : `denies its ${what} to`;
      return `Controller ${fact.voter} ${answer} ${fact.candidate} for epoch ${fact.epoch}.`;
    },
  },
  VotersChanged: {
    level: 'notable',
    say: ({ added, removed, voters }) => {
      const what = [
        ...(added === null ? [] : [`Controller ${added} is a voter from now on.`]),
        ...(removed === null ? [] : [`Controller ${removed} is no voter any more.`]),
      ];
      return `${what.join(' ')} The voters: ${ids(voters)}.`;
    },
  },
  VotersCommitted: { level: 'routine', say: (fact) => `The voter set ${ids(fact.voters)} is committed.` },
  VotersReverted: {
    level: 'notable',
    say: (fact) => `Controller ${fact.controller} drops a voter set that was never committed. The voters are again ${ids(fact.voters)}.`,
  },
  SnapshotTaken: {
    level: 'routine',
    say: (fact, node) => `${node} takes a snapshot of the metadata up to offset ${fact.offset}, ${formatSize(fact.bytes)}.`,
  },
  SnapshotLoaded: {
    level: 'routine',
    say: (fact, node) => `${node} takes the metadata up to offset ${fact.offset} from a snapshot.`,
  },
  MetadataLogTrimmed: {
    level: 'routine',
    say: (fact, node) => `${node} drops the metadata log before offset ${fact.startOffset}: a snapshot holds it.`,
  },
  MetadataCommitted: { level: 'detail', say: (fact) => `Metadata is committed up to offset ${fact.offset}.` },
  ConfigChanged: {
    level: 'notable',
    say: (fact) =>
      fact.value === null
        ? `${asSubject(fact.resource)}: ${fact.key} is back to its default.`
        : `${asSubject(fact.resource)}: ${fact.key} is now ${fact.value}.`,
  },
  LeaderElected: { level: unlessInternal('notable'), say: leaderElected },
  IsrShrunk: {
    level: unlessInternal('notable'),
    say: (fact) =>
      `${asSubject(brokers(fact.changed))} ${fact.changed.length === 1 ? 'leaves' : 'leave'} the ISR of ${nameOf(fact)}. In sync: ${ids(fact.isr)}.`,
  },
  IsrExpanded: {
    level: unlessInternal('notable'),
    say: (fact) =>
      `${asSubject(brokers(fact.changed))} ${fact.changed.length === 1 ? 'joins' : 'join'} the ISR of ${nameOf(fact)}. In sync: ${ids(fact.isr)}.`,
  },
  ReassignmentStarted: { level: unlessInternal('notable'), say: reassignmentStarted },
  ReassignmentCompleted: {
    level: unlessInternal('notable'),
    say: (fact) => `${nameOf(fact)} is reassigned. Its replicas: ${ids(fact.replicas)}.`,
  },
  ReassignmentCancelled: {
    level: unlessInternal('notable'),
    say: (fact) => `The reassignment of ${nameOf(fact)} is cancelled. Its replicas: ${ids(fact.replicas)}.`,
  },
  TopicCreated: {
    level: (fact) => (fact.topic.startsWith('__') ? 'routine' : 'notable'),
    say: (fact) => `Topic ${fact.topic} is created with ${count(fact.partitions, 'partition')}.`,
  },
  TopicDeleted: { level: 'notable', say: (fact) => `Topic ${fact.topic} is deleted.` },
  PartitionsAdded: {
    level: 'notable',
    say: (fact) => `Topic ${fact.topic} now has ${count(fact.partitions, 'partition')}.`,
  },
};

function leaderElected(fact: {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly isr: readonly number[];
  readonly clean: boolean;
}): string {
  if (fact.leader === -1) return `${nameOf(fact)} is offline: nobody in its ISR is alive. Epoch ${fact.leaderEpoch}.`;
  const outcome = `Broker ${fact.leader} now leads ${nameOf(fact)}, epoch ${fact.leaderEpoch}. In sync: ${ids(fact.isr)}.`;
  return fact.clean ? outcome : `${outcome} Nobody known to have every record was left, so some may be lost.`;
}

function reassignmentStarted(fact: {
  readonly topic: string;
  readonly partition: number;
  readonly target: readonly number[];
  readonly adding: readonly number[];
  readonly removing: readonly number[];
}): string {
  const steps = [];
  if (fact.adding.length > 0) steps.push(`add ${ids(fact.adding)}`);
  if (fact.removing.length > 0) steps.push(`remove ${ids(fact.removing)}`);
  return `${nameOf(fact)} moves to ${brokers(fact.target)}: ${steps.join(', then ')}.`;
}

function link(fact: { readonly from: string; readonly to: string }): string {
  return `The link from ${nodeName(fact.from)} to ${nodeName(fact.to)}`;
}

type Held = { readonly api: string | null; readonly count: number | null };

/** `messages wait`, `Fetch messages wait`, `the next 2 messages wait`. */
function heldWords({ api, count: most }: Held, which: 'next' | 'oldest'): string {
  const [one, many] = api === null ? ['message', 'messages'] : [`${api} message`, `${api} messages`];
  if (most === null) return `${many} wait`;
  return most === 1 ? `the ${which} ${one} waits` : `the ${which} ${most} ${many} wait`;
}

function releasedWords(fact: Held): string {
  if (fact.count === null) return `${fact.api ?? ''} messages go on`.trim();
  return heldWords(fact, 'oldest').replace(/ waits?$/, fact.count === 1 ? ' goes on' : ' go on');
}

function inSentence(node: string): string {
  return node.charAt(0).toLowerCase() + node.slice(1);
}

function endOf(reason: string): string {
  return reason.endsWith('.') ? reason : `${reason}.`;
}
