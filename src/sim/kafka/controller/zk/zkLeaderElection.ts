import { NO_LEADER, type BrokerId } from '../../types.ts';
import type { LeaderAndIsrData } from '../../zookeeper/znode.ts';

/**
 * `offline`: the leader is gone, or there is none yet. `unclean`: the same, asked for by an administrator who would rather lose
 * records. `controlledShutdown`: the leader wants to stop.
 */
export type ZkElectionStrategy = 'offline' | 'unclean' | 'preferred' | 'controlledShutdown';

export interface ZkElectionInput {
  readonly strategy: ZkElectionStrategy;
  /** In order of preference. */
  readonly replicas: readonly BrokerId[];
  readonly state: LeaderAndIsrData;
  /** With a znode in `/brokers/ids`. */
  readonly isLive: (broker: BrokerId) => boolean;
  readonly isShuttingDown: (broker: BrokerId) => boolean;
  /** `unclean.leader.election.enable` of the topic. */
  readonly uncleanLeaderElection: boolean;
  readonly controllerEpoch: number;
}

export interface ZkElected {
  readonly data: LeaderAndIsrData;
  /** Who is sent the new state. */
  readonly recipients: readonly BrokerId[];
}

/**
 * The state that an election makes, null when nobody may lead. There is no ELR: only members of the ISR may lead, and its last
 * member is never taken out. Every change starts a new leader epoch. Kafka 3.x: `Election`,
 * `PartitionLeaderElectionAlgorithms`; left out: the election that ends a reassignment.
 */
export function electZkLeader(input: ZkElectionInput): ZkElected | null {
  const { replicas, state, isLive, isShuttingDown } = input;
  const isOnline = (broker: BrokerId): boolean => isLive(broker) && !isShuttingDown(broker);
  const inSync = (broker: BrokerId): boolean => state.isr.includes(broker);
  switch (input.strategy) {
    case 'preferred': {
      const [first] = replicas;
      if (first === undefined || !isOnline(first) || !inSync(first)) return null;
      return { data: newLeader(input, first, state.isr), recipients: replicas };
    }
    case 'controlledShutdown': {
      const leader = replicas.find((broker) => isOnline(broker) && inSync(broker));
      if (leader === undefined) return null;
      const isr = state.isr.filter((broker) => !isShuttingDown(broker));
      return { data: newLeader(input, leader, isr), recipients: replicas.filter(isLive) };
    }
    case 'offline':
    case 'unclean': {
      const recipients = replicas.filter(isOnline);
      const clean = replicas.find((broker) => isOnline(broker) && inSync(broker));
      if (clean !== undefined) return { data: newLeader(input, clean, state.isr.filter(isOnline)), recipients };
      const mayLose = input.strategy === 'unclean' || input.uncleanLeaderElection;
      const [any] = recipients;
      if (!mayLose || any === undefined) return null;
      return { data: { ...newLeader(input, any, [any]), leaderRecoveryState: 'RECOVERING' }, recipients };
    }
  }
}

function newLeader({ state, controllerEpoch }: ZkElectionInput, leader: BrokerId, isr: readonly BrokerId[]): LeaderAndIsrData {
  return { ...state, leader, isr, leaderEpoch: state.leaderEpoch + 1, controllerEpoch };
}

/** A partition that has never had a leader: its live replicas are in sync, the first of them leads. Null without any. */
export function initialZkState(
  replicas: readonly BrokerId[],
  isLive: (broker: BrokerId) => boolean,
  controllerEpoch: number,
): LeaderAndIsrData | null {
  const isr = replicas.filter(isLive);
  const [leader] = isr;
  if (leader === undefined) return null;
  return { leader, leaderEpoch: 0, isr, controllerEpoch, leaderRecoveryState: 'RECOVERED' };
}

/**
 * A replica that is gone leaves the ISR, unless it is the last; if it led, nobody does. Null when it was not in the ISR.
 * Kafka 3.x: `ZkReplicaStateMachine.doRemoveReplicasFromIsr`.
 */
export function withoutReplica(state: LeaderAndIsrData, gone: BrokerId, controllerEpoch: number): LeaderAndIsrData | null {
  if (!state.isr.includes(gone)) return null;
  const isr = state.isr.length === 1 ? state.isr : state.isr.filter((broker) => broker !== gone);
  const leader = state.leader === gone ? NO_LEADER : state.leader;
  return { ...state, leader, isr, leaderEpoch: state.leaderEpoch + 1, controllerEpoch };
}
