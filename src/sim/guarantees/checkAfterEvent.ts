import { replicaOf, type BrokerNode } from '../kafka/broker/brokerState.ts';
import { zooKeepersOf } from '../kafka/cluster.ts';
import type { KafkaEvent, KafkaSimulation } from '../kafka/createCluster.ts';
import type { Fact } from '../kafka/facts.ts';
import type { MetadataImage } from '../kafka/metadata/image.ts';
import type { Message } from '../kafka/protocol/messages.ts';
import { partitionName, type TopicPartition } from '../kafka/types.ts';
import { nextEventAt, runUntil, step } from '../kernel/simulation.ts';
import type { Envelope } from '../kernel/networkTypes.ts';
import type { FactRecord, NodeIndex } from '../kernel/types.ts';
import type { ZooKeeperNode } from '../kafka/zookeeper/ensembleState.ts';
import { viewOf } from './access.ts';
import { checkFetched, noteAcked, noteRead } from './clientChecks.ts';
import { checkCandidate, checkLeader, checkStillSomewhere, noteDeleted } from './completeness.ts';
import { checkImage } from './imageChecks.ts';
import { noteTruth } from './partitionChecks.ts';
import { lookAtController, lookAtQuorumDisk } from './quorumChecks.ts';
import { forgetProcess, lookAtCopy, noteShrunk } from './replicaChecks.ts';
import { EVERY_TOPIC, emptyGuarantees, type BrokerGhost, type ControllerGhost, type Guarantees } from './state.ts';
import { meetNode } from './meetNode.ts';

/** What has to be remembered of a run to tell when a promise breaks. To be made at time 0, before the first event. */
export function createGuarantees(sim: KafkaSimulation): Guarantees {
  const { seed, metadata } = sim.world.spec;
  const guarantees = emptyGuarantees(seed, metadata !== 'zookeeper');
  for (let index = 0; index < sim.world.nodes.length; index += 1) ghostAt(guarantees, sim, index);
  for (const server of zooKeepersOf(sim.world)) lookAtZnodes(guarantees, sim, server);
  guarantees.factSeq = sim.state.nextFactSeq;
  return guarantees;
}

/**
 * Checks every promise that the event can have broken and adds a fact for each that is broken now. An event changes one node;
 * which partitions of it, its facts and the message say. What changed without either is found by comparing what is cheap to compare.
 */
export function checkAfterEvent(guarantees: Guarantees, sim: KafkaSimulation, event: KafkaEvent): void {
  const facts = sim.facts;
  const fresh = Math.min(facts.length, sim.state.nextFactSeq - guarantees.factSeq);
  guarantees.event = event.seq;
  guarantees.node = event.node;
  if (event.kind !== 'deliver' && event.kind !== 'timer' && event.kind !== 'handle') lookAtProcesses(guarantees, sim, event);
  if (event.node >= 0) lookAtNode(guarantees, sim, event.node);
  const end = facts.length;
  for (let index = end - fresh; index < end; index += 1) takeFact(guarantees, sim, facts[index] as FactRecord<Fact>);
  if (event.kind === 'deliver' || event.kind === 'handle') lookAtMessage(guarantees, sim, event.payload);
  guarantees.factSeq = sim.state.nextFactSeq;
}

/** `runUntil` with every promise checked after every event. */
export function runChecked(sim: KafkaSimulation, guarantees: Guarantees, untilUs: number): void {
  for (let at = nextEventAt(sim); at !== null && at <= untilUs; at = nextEventAt(sim)) {
    const event = step(sim);
    if (event !== undefined) checkAfterEvent(guarantees, sim, event);
  }
  runUntil(sim, untilUs);
}

function ghostAt(guarantees: Guarantees, sim: KafkaSimulation, index: NodeIndex): BrokerGhost | ControllerGhost | null {
  const known = guarantees.nodes[index];
  if (known !== undefined) return known;
  const made = meetNode(guarantees, sim, index);
  guarantees.nodes[index] = made;
  return made;
}

function lookAtNode(guarantees: Guarantees, sim: KafkaSimulation, index: NodeIndex): void {
  const node = sim.world.nodes[index];
  if (node?.role === 'zookeeper') lookAtZnodes(guarantees, sim, node);
  const ghost = ghostAt(guarantees, sim, index);
  if (ghost === null || node === undefined) return;
  if (ghost.kind === 'broker' && node.role === 'broker') {
    if (node.image !== ghost.image) lookAtImage(guarantees, sim, node, ghost);
  } else if (ghost.kind === 'controller' && node.role === 'controller') {
    lookAtController(guarantees, sim, node, ghost);
    const { committed } = node.controller;
    if (committed === ghost.committed) return;
    const before = ghost.committed;
    ghost.committed = committed;
    checkImage(guarantees, sim, `controller-${node.id}`, before, committed);
    noteTruth(guarantees, sim, committed);
  }
}

/** With ZooKeeper the truth is what its servers have applied; what brokers hold is only what the controller told them. */
function lookAtZnodes(guarantees: Guarantees, sim: KafkaSimulation, { disk }: ZooKeeperNode): void {
  const { image } = disk.database;
  noteTruth(guarantees, sim, image);
}

/** The broker has applied metadata: looks at its copies of partitions that changed in it. */
function lookAtImage(guarantees: Guarantees, sim: KafkaSimulation, node: BrokerNode, ghost: BrokerGhost): void {
  const before = ghost.image;
  ghost.image = node.image;
  if (node.zk === null) {
    checkImage(guarantees, sim, `broker-${node.id}`, before, node.image);
    noteTruth(guarantees, sim, node.image);
  }
  if (node.image.topics !== before.topics) lookAtTopics(guarantees, sim, node, ghost, before);
}

function lookAtTopics(guarantees: Guarantees, sim: KafkaSimulation, node: BrokerNode, ghost: BrokerGhost, before: MetadataImage): void {
  for (const topic of node.image.topics.values()) {
    const known = before.topics.get(topic.name);
    if (known === topic) continue;
    topic.partitions.forEach((registration, partition) => {
      if (registration !== known?.partitions[partition]) lookAt(guarantees, sim, node, ghost, { topic: topic.name, partition });
    });
  }
}

function lookAt(guarantees: Guarantees, sim: KafkaSimulation, broker: BrokerNode, ghost: BrokerGhost, { topic, partition }: TopicPartition): void {
  const replica = replicaOf(broker, topic, partition);
  if (replica !== undefined) lookAtCopy(guarantees, sim, { broker, replica, view: viewOf(guarantees, ghost, replica) });
}

/** A process has started, ended or lost its disk: looks at all that its node holds. */
function lookAtProcesses(guarantees: Guarantees, sim: KafkaSimulation, event: KafkaEvent): void {
  if (event.kind === 'command' && event.payload.kind === 'electLeaders' && event.payload.election === 'unclean') guarantees.uncleanAsked.add(event.payload.topic ?? EVERY_TOPIC);
  for (let index = 0; index < sim.world.nodes.length; index += 1) {
    const ghost = ghostAt(guarantees, sim, index);
    const incarnation = sim.state.nodes[index]?.incarnation ?? 0;
    const starts = event.kind === 'start' && event.node === index;
    if (ghost === null || (ghost.incarnation === incarnation && !starts)) continue;
    ghost.incarnation = incarnation;
    if (ghost.kind === 'broker') ghost.beganAt = sim.state.now;
    const node = sim.world.nodes[index];
    if (ghost.kind === 'broker' && node?.role === 'broker') lookAtDisk(guarantees, sim, node, ghost);
    if (ghost.kind === 'controller' && node?.role === 'controller') lookAtQuorumDisk(guarantees, node, ghost);
  }
}


function lookAtDisk(guarantees: Guarantees, sim: KafkaSimulation, broker: BrokerNode, ghost: BrokerGhost): void {
  ghost.image = broker.image;
  for (const [name, view] of ghost.views) {
    const replica = replicaOf(broker, view.ghost.topic, view.ghost.partition);
    if (replica === undefined || replica.topicId !== view.ghost.topicId) {
      noteGone(guarantees, sim, broker, ghost, name);
      continue;
    }
    if (replica.log.logEndOffset < view.endOffset) noteShrunk(guarantees, sim, { broker, replica, view }, true);
    forgetProcess(view, replica.log);
  }
}

/** A wiped disk has no copy at all. */
function noteGone(guarantees: Guarantees, sim: KafkaSimulation, broker: BrokerNode, ghost: BrokerGhost, name: string): void {
  const view = ghost.views.get(name);
  ghost.views.delete(name);
  if (view === undefined || view.endOffset === 0 || guarantees.partitions.get(name) !== view.ghost) return;
  const { lossy, registration } = view.ghost;
  if (registration?.replicas.includes(broker.id) !== true) return;
  if (!lossy.some((one) => one.broker === broker.id)) lossy.push({ broker: broker.id, hasLeft: !registration.isr.includes(broker.id) });
  checkStillSomewhere(guarantees, sim, view.ghost, 0, view.endOffset);
}

function takeFact(guarantees: Guarantees, sim: KafkaSimulation, { node: index, fact }: FactRecord<Fact>): void {
  switch (fact.type) {
    case 'RecordsAppended':
    case 'RecordsReplicated':
    case 'HighWatermarkAdvanced':
    case 'LogTruncated':
    case 'LogStartedAnew':
    case 'ReplicaBecameLeader':
    case 'ReplicaBecameFollower':
    case 'LogStartOffsetAdvanced':
    case 'IsrChangeProposed': {
      if (fact.type === 'LogStartOffsetAdvanced') noteStart(guarantees, fact);
      const node = sim.world.nodes[index];
      const ghost = ghostAt(guarantees, sim, index);
      if (node?.role === 'broker' && ghost?.kind === 'broker') lookAt(guarantees, sim, node, ghost, fact);
      return;
    }
    case 'LogCompacted': {
      const known = guarantees.partitions.get(partitionName(fact.topic, fact.partition));
      if (known !== undefined) known.compactedUpTo = Math.max(known.compactedUpTo, fact.to);
      return;
    }
    case 'ReplicaDeleted': {
      const ghost = ghostAt(guarantees, sim, index);
      if (ghost?.kind !== 'broker') return;
      noteDropped(guarantees, sim, ghost, partitionName(fact.topic, fact.partition));
      ghost.beganAt = sim.state.now;
      return;
    }
    case 'BrokerStateChanged':
      if (fact.state === 'running') noteRunning(guarantees, sim, fact.broker);
      return;
    case 'CommitAnswered':
      noteAcked(guarantees, sim, fact);
      return;
    case 'RecordsPolled':
      noteRead(guarantees, sim, fact);
      return;
    default:
  }
}

/** A copy was moved away, or its topic deleted. If the broker becomes a replica again, its copy begins anew. */
function noteDropped(guarantees: Guarantees, sim: KafkaSimulation, ghost: BrokerGhost, name: string): void {
  const view = ghost.views.get(name);
  ghost.views.delete(name);
  if (view !== undefined && guarantees.partitions.get(name) === view.ghost) checkStillSomewhere(guarantees, sim, view.ghost, 0, view.endOffset);
}

function noteStart(guarantees: Guarantees, { topic, partition, to }: TopicPartition & { readonly to: number }): void {
  const ghost = guarantees.partitions.get(partitionName(topic, partition));
  if (ghost !== undefined && to > ghost.logStartOffset) noteDeleted(ghost, to);
}

/** From here on it counts as one that can be elected. */
function noteRunning(guarantees: Guarantees, sim: KafkaSimulation, broker: number): void {
  for (const ghost of guarantees.partitions.values()) {
    const { registration } = ghost;
    if (registration === null) continue;
    if (registration.leader === broker) checkLeader(guarantees, sim, ghost);
    if (registration.isr.includes(broker) || registration.elr.includes(broker)) checkCandidate(guarantees, sim, ghost, broker);
  }
}

function lookAtMessage(guarantees: Guarantees, sim: KafkaSimulation, { to, from, body: message, sentAt }: Envelope<Message>): void {
  if (message.type !== 'response') return;
  const { response } = message;
  if (response.api !== 'Fetch' && response.api !== 'AlterPartition') return;
  const node = sim.world.nodes[to];
  const ghost = ghostAt(guarantees, sim, to);
  if (node?.role === 'broker' && ghost?.kind === 'broker') {
    for (const partition of response.partitions) lookAt(guarantees, sim, node, ghost, partition);
    return;
  }
  const sender = guarantees.nodes[from];
  const broker = sim.world.nodes[from];
  if (response.api === 'Fetch' && sender?.kind === 'broker' && sentAt >= sender.beganAt && broker?.role === 'broker') checkFetched(guarantees, sim, sender, broker.id, response);
}
