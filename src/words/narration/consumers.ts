/** Consumers and their groups. `partitions` is a list of names as `someOf` gives it. */
import { counted } from '../counted.ts';

export const recordsFetched = (consumer: string, offsets: string, partition: string, broker: number): string => `Consumer ${consumer} fetched ${offsets} of ${partition} from broker ${broker}.`;
export const readsNearestReplica = (consumer: string, partition: string, broker: number): string => `Consumer ${consumer} now reads ${partition} from broker ${broker}, a replica in its own rack.`;
export const readsLeaderAgain = (consumer: string, partition: string, broker: number): string => `Consumer ${consumer} reads ${partition} from its leader again, broker ${broker}.`;
export const recordsPolled = (consumer: string, offsets: string, partition: string): string => `Consumer ${consumer} reads ${offsets} of ${partition}.`;
export const offsetReset = (consumer: string, partition: string, offset: number, strategy: string): string => `Consumer ${consumer} starts ${partition} at offset ${offset}, as auto.offset.reset=${strategy} says.`;
export const positionUnknown = (consumer: string, offset: number, partition: string): string => `Consumer ${consumer} was at offset ${offset} of ${partition}, of which the new leader knows nothing.`;
export const positionDiverged = (consumer: string, offset: number, partition: string, divergesAt: number): string =>
  `Consumer ${consumer} was at offset ${offset} of ${partition}. The new leader has other records from offset ${divergesAt} on, so it reads on from there.`;
export const offsetOutOfRange = (consumer: string, offset: number, partition: string): string => `Consumer ${consumer} asked for offset ${offset} of ${partition}, which is not there.`;
export const commitFailed = (consumer: string, group: string, error: string): string => `The commit of consumer ${consumer} in group ${group} failed: ${error}.`;
/** `committed` is a list, as `someOf` gives it, of what `offsetOf` gives. */
export const offsetsCommitted = (consumer: string, group: string, committed: string): string => `Consumer ${consumer} commits for group ${group}: ${committed}.`;
export const offsetOf = (partition: string, offset: number): string => `${partition} at ${offset}`;

export const partitionsRevoked = (consumer: string, partitions: string): string => `Consumer ${consumer} gives up ${partitions}.`;
export const nothingRevoked = (consumer: string): string => `Consumer ${consumer} has nothing to give up.`;
export const partitionsAssigned = (consumer: string, partitions: string): string => `Consumer ${consumer} is assigned ${partitions}.`;
export const nothingAssigned = (consumer: string): string => `Consumer ${consumer} is assigned nothing and stays idle.`;
export const partitionsLost = (consumer: string, partitions: string, group: string): string => `Consumer ${consumer} has lost ${partitions}: it is no longer in group ${group}.`;
export const pollTimeoutExceeded = (consumer: string, group: string): string => `Consumer ${consumer} was too long between two polls (max.poll.interval.ms) and leaves group ${group}.`;
export const consumerFailed = (consumer: string, reason: string): string => `Consumer ${consumer} stops with an error: ${reason}.`;

export const coordinatorLoaded = (broker: number, partition: string): string => `Broker ${broker} now coordinates the groups of ${partition}.`;
export const rebalanceStarted = (group: string, generation: number, reason: string): string => `Group ${group} rebalances after generation ${generation}: ${reason}.`;
export const memberJoined = (consumer: string, group: string): string => `Consumer ${consumer} joins group ${group}.`;
/** `assignor` is null where the group has none. */
export const generationStarted = (group: string, generation: number, members: number, assignor: string | null): string =>
  `Group ${group} begins generation ${generation} with ${counted(members, 'member', 'members')}${assignor === null ? '' : `, assigned by ${assignor}`}.`;
export const groupStable = (group: string, generation: number): string => `Group ${group} is stable in generation ${generation}.`;
export const groupEmptied = (group: string): string => `Group ${group} has no members left.`;

export const memberRemoved = {
  left: (consumer: string, group: string) => `Consumer ${consumer} leaves group ${group}.`,
  'session expired': (consumer: string, group: string) => `Consumer ${consumer} is removed from group ${group}: its session expired without a heartbeat.`,
  'rebalance timeout': (consumer: string, group: string) => `Consumer ${consumer} is removed from group ${group}: it did not rejoin in time.`,
  replaced: (consumer: string, group: string) => `Consumer ${consumer} is removed from group ${group}: another member took its group.instance.id.`,
  'group full': (consumer: string, group: string) => `Consumer ${consumer} is turned away from group ${group}, which is full (group.max.size).`,
} as const;
