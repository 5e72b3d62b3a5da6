import { quorumLeader } from '../../kafka/clusterImage.ts';
import { brokersOf, controllersOf, type Cluster } from '../../kafka/cluster.ts';
import { keyOf, votersOf } from '../../kafka/controller/raft/voters.ts';
import { matches, type Voter } from '../../kafka/controller/raft/voterSet.ts';
import type { AimedFault, CommandDocument } from './aim.ts';
import { chosen } from './draw.ts';
import type { PlannedFault } from './faults.ts';
import type { SwarmShape } from './shape.ts';

const MOST_CONTROLLERS = 7;

/**
 * Whether the quorum can do without any one disk: at least three voters, each with the disk it was made a voter with and with all
 * that is committed on it. Two disks lost at once lose metadata for good, in Kafka, too.
 */
export function canSpareDisk(cluster: Cluster): boolean {
  const leader = quorumLeader(cluster);
  if (leader === null || leader.raft.highWatermark === null) return false;
  const committed = leader.raft.highWatermark;
  const voters = votersOf(leader);
  return voters.length >= 3 && voters.every((voter) => (controllerOf(cluster, voter)?.disk.log.endOffset ?? -1) >= committed);
}

/** The controller that is this voter still, with its disk. */
function controllerOf(cluster: Cluster, voter: Voter) {
  return controllersOf(cluster).find((controller) => matches(voter, keyOf(controller)));
}

/** Dies and comes back with an empty disk, as another controller than the voter it was. It is brought back, or joins by itself. */
export function wipeController(cluster: Cluster, shape: SwarmShape, controller: number): AimedFault | null {
  if (shape.quorumChanges === 'voters' || !canSpareDisk(cluster)) return null;
  const now = [{ kind: 'killController', controller }, { kind: 'restartController', controller, wipe: true }];
  const later = [
    { afterMs: 400, commands: [{ kind: 'removeVoter', controller }] },
    { afterMs: 1_500, commands: [{ kind: 'addVoter', controller }] },
  ];
  return { now, undo: [], later: shape.quorumChanges === 'disks' ? later : [] };
}

/** A voter is removed, for a while or for good, or a new controller becomes one. */
export function changeVoters(cluster: Cluster, shape: SwarmShape, { dice: [first, second] }: PlannedFault, serial: number): AimedFault {
  const leader = quorumLeader(cluster);
  if (shape.quorumChanges !== 'voters' || leader === null) return { now: [], undo: [] };
  const voters = votersOf(leader);
  if (first % 2 === 0 && voters.length > 1) {
    const { id: controller } = chosen(voters, second);
    // A broker on the same node would not start again, either.
    if (votedForItself(cluster, controller) && brokersOf(cluster).some(({ id }) => id === controller)) return { now: [], undo: [] };
    return { now: [{ kind: 'removeVoter', controller }], undo: [{ kind: 'addVoter', controller }] };
  }
  if (controllersOf(cluster).length >= MOST_CONTROLLERS) return { now: [], undo: [] };
  const controller = 3_100 + serial;
  return { now: [{ kind: 'addController', controller }], undo: [], later: [{ afterMs: 300, commands: [{ kind: 'addVoter', controller }] }] };
}

/** A removed voter with its own vote on disk cannot start again, in Kafka, too. */
export function cannotStart(cluster: Cluster, id: number): boolean {
  const leader = quorumLeader(cluster);
  return leader !== null && votedForItself(cluster, id) && !votersOf(leader).some((voter) => voter.id === id);
}

function votedForItself(cluster: Cluster, id: number): boolean {
  return controllersOf(cluster).some((controller) => controller.id === id && controller.disk.election.votedFor === id);
}

/** What an operator does about voters whose disk is lost, and about controllers that were voters before theirs was. */
export function repairVoters(cluster: Cluster, shape: SwarmShape): CommandDocument[] {
  const leader = quorumLeader(cluster);
  if (leader === null || shape.quorumChanges === 'voters') return [];
  const voters = votersOf(leader);
  const lost = voters.find((voter) => controllerOf(cluster, voter) === undefined);
  if (lost !== undefined) return [{ kind: 'removeVoter', controller: lost.id }];
  const missing = shape.controllers.find((id) => !voters.some((voter) => voter.id === id));
  return missing === undefined ? [] : [{ kind: 'addVoter', controller: missing }];
}
