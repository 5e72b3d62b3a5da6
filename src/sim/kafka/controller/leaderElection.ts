import { NO_LEADER } from '../types.ts';
import type { BrokerId } from '../types.ts';

/**
 * PREFERRED: the first replica if it may lead. ONLINE: keep the leader, else any replica that may lead.
 * UNCLEAN: as ONLINE, but rather a replica that may lack records than no leader.
 */
export type ElectionType = 'PREFERRED' | 'ONLINE' | 'UNCLEAN';

/** A partition as it is about to be, except for `leader` and `lastKnownElr`, which are as they are. */
export interface ElectionInput {
  readonly election: ElectionType;
  readonly leader: BrokerId;
  readonly lastKnownElr: readonly BrokerId[];
  /** In order of preference. */
  readonly targetReplicas: readonly BrokerId[];
  readonly targetIsr: readonly BrokerId[];
  readonly targetElr: readonly BrokerId[];
  readonly elrEnabled: boolean;
  /** Registered, unfenced and not shutting down. */
  readonly isAcceptableLeader: (broker: BrokerId) => boolean;
}

export interface ElectionResult {
  /** `NO_LEADER` when nobody may lead. */
  readonly leader: BrokerId;
  /** The leader comes from outside ISR and ELR: records may be lost. */
  readonly unclean: boolean;
}

/**
 * Chooses a partition's leader. Not a vote: the controller takes the first replica in list order that is acceptable and in
 * the ISR, or in the ELR while the ISR is empty. Kafka: `PartitionChangeBuilder.electLeader` (KIP-966).
 */
export function electLeader(input: ElectionInput): ElectionResult {
  const preferred = input.targetReplicas[0];
  if (input.election === 'PREFERRED' && preferred !== undefined && isValidNewLeader(input, preferred)) {
    return clean(preferred);
  }
  if (isValidNewLeader(input, input.leader)) return clean(input.leader);
  const online = input.targetReplicas.find((replica) => isValidNewLeader(input, replica));
  if (online !== undefined) return clean(online);
  const lastKnown = electableLastKnownLeader(input);
  if (lastKnown !== null) return { leader: lastKnown, unclean: true };
  if (input.election === 'UNCLEAN') {
    const any = input.targetReplicas.find(input.isAcceptableLeader);
    if (any !== undefined) return { leader: any, unclean: true };
  }
  return clean(NO_LEADER);
}

function isValidNewLeader(input: ElectionInput, replica: BrokerId): boolean {
  const { targetIsr } = input;
  const eligible = targetIsr.length === 0 ? input.targetElr.includes(replica) : targetIsr.includes(replica);
  return eligible && input.isAcceptableLeader(replica);
}

/**
 * The last leader, when ISR and ELR are both gone and it has come back: likely to have lost least, yet no longer sure
 * to have all. `lastKnownElr` then holds exactly that one id.
 */
function electableLastKnownLeader(input: ElectionInput): BrokerId | null {
  if (!input.elrEnabled || input.targetIsr.length > 0 || input.targetElr.length > 0) return null;
  const [lastLeader] = input.lastKnownElr;
  if (lastLeader === undefined || input.lastKnownElr.length !== 1) return null;
  return input.isAcceptableLeader(lastLeader) ? lastLeader : null;
}

function clean(leader: BrokerId): ElectionResult {
  return { leader, unclean: false };
}
