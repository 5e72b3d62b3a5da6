import { assertNever } from '../../../base/assert.ts';
import * as words from '../../../words/run/refusals.ts';
import type { NodeIndex, WorldControl } from '../../kernel/types.ts';
import { submitAdmin } from '../clients/admin/adminCommands.ts';
import { controllerName, type Cluster } from '../cluster.ts';
import { quorumLeader } from '../clusterImage.ts';
import type { Command, QuorumCommand } from '../commands.ts';
import { keyOf, votersOf } from '../controller/raft/voters.ts';
import type { KafkaContext } from '../kafkaContext.ts';
import { executeClientCommand } from './clientCommands.ts';
import { executeLinkCommand } from './linkCommands.ts';
import { executeNodeCommand } from './nodeCommands.ts';

/** What a command may use: the machines, the wires and any node's context. */
export interface Execution {
  readonly cluster: Cluster;
  readonly world: WorldControl;
  readonly ctxFor: (node: NodeIndex) => KafkaContext;
}

/**
 * Does what a person or a script asked. What cannot be done is refused with a fact that says why; nothing is thrown, since a
 * script may ask in a state its author did not foresee.
 */
export function executeCommand(
  cluster: Cluster,
  world: WorldControl,
  ctxFor: (node: NodeIndex) => KafkaContext,
  command: Command,
): void {
  const execution: Execution = { cluster, world, ctxFor };
  const refusal = run(execution, command);
  if (refusal === null) return;
  ctxFor(cluster.admin).emit({ type: 'CommandRefused', command: command.kind, reason: refusal });
}

/** null when done, else why not. */
function run(execution: Execution, command: Command): string | null {
  switch (command.kind) {
    case 'killBroker':
    case 'restartBroker':
    case 'shutdownBroker':
    case 'addBroker':
    case 'killController':
    case 'restartController':
    case 'addController':
    case 'pauseNode':
    case 'resumeNode':
    case 'slowNode':
      return executeNodeCommand(execution, command);
    case 'cutLink':
    case 'healLink':
    case 'holdLink':
    case 'releaseLink':
      return executeLinkCommand(execution, command);
    case 'createTopic':
    case 'deleteTopic':
    case 'addPartitions':
    case 'alterConfig':
    case 'electLeaders':
    case 'deleteRecords':
    case 'reassignPartitions':
      return toAdmin(execution, command);
    case 'addVoter':
    case 'removeVoter':
      return changeVoters(execution, command);
    case 'seek':
      if (command.target.kind === 'group') return toAdmin(execution, command);
      return executeClientCommand(execution, command);
    case 'addProducer':
    case 'closeProducer':
    case 'killProducer':
    case 'setProducerRate':
    case 'send':
    case 'addConsumer':
    case 'closeConsumer':
    case 'killConsumer':
    case 'pauseConsumer':
    case 'resumeConsumer':
      return executeClientCommand(execution, command);
    case 'beginTransaction':
    case 'commitTransaction':
    case 'abortTransaction':
      return words.notModelled;
    default:
      return assertNever(command);
  }
}

/**
 * The tool is run on the controller that is to be added, whose disk names its directory; whom to remove is read off the voters that
 * the leader shows.
 */
function changeVoters(execution: Execution, { kind, controller: id }: QuorumCommand): string | null {
  const { cluster } = execution;
  const index = cluster.byName.get(controllerName(id));
  const node = index === undefined ? undefined : cluster.nodes[index];
  if (node?.role !== 'controller') return words.noController(id);
  if (kind === 'addVoter') return toAdmin(execution, { kind, voter: { ...keyOf(node), node: node.node } });
  const leader = quorumLeader(cluster);
  const voter = leader === null ? undefined : votersOf(leader).find((each) => each.id === id);
  return toAdmin(execution, { kind, voter: voter === undefined ? keyOf(node) : { id, directoryId: voter.directoryId } });
}

function toAdmin(execution: Execution, command: Parameters<typeof submitAdmin>[2]): string | null {
  const { cluster, ctxFor } = execution;
  const admin = cluster.nodes[cluster.admin];
  if (admin?.role !== 'admin') return words.noAdminClient;
  submitAdmin(admin, ctxFor(cluster.admin), command);
  return null;
}
