/** The lanes of the timeline: their titles, and what their lines and bars stand for. `name` is that of a node or a group. */

export const lanes = { faults: 'faults', leaders: 'leaders', isr: 'ISR', groups: 'groups', latency: 'latency' } as const;
/** Under the title “leaders”, where one line is about all partitions. */
export const together = (all: number): string => `all ${all}`;
/** Under a title, where not all partitions have a line. */
export const someOf = (shown: number, all: number): string => `${shown} of ${all}`;

export const dead = (name: string): string => `${name} is dead`;
export const halted = (name: string): string => `${name} has halted`;
export const paused = (name: string): string => `${name} is paused`;
export const slow = (name: string): string => `${name} is slow`;
export const shutDown = (name: string): string => `${name} is shut down`;
/** `sentence` says what was promised and did not hold. */
export const guaranteeBroken = (sentence: string): string => `a guarantee is broken: ${sentence}`;
export const linkCut = (from: string, to: string): string => `the link from ${from} to ${to} is cut`;
export const linkHeld = (from: string, to: string): string => `the link from ${from} to ${to} is held`;

export const leads = (partition: string, broker: number, leaderEpoch: number): string => `${partition}: broker ${broker} leads, epoch ${leaderEpoch}`;
export const nobodyLeads = (partition: string, leaderEpoch: number): string => `${partition}: nobody leads, epoch ${leaderEpoch}`;

export const allInSync = 'all replicas are in sync';
export const someNotInSync = (partitions: number): string => `${partitionsHave(partitions)} replicas that are not in sync`;
export const someUnderMin = (partitions: number): string => `${partitionsHave(partitions)} fewer in-sync replicas than min.insync.replicas`;
export const someWithoutLeader = 'some partitions have no leader';
export const allLed = (partitions: number): string => `all ${partitions} partitions have a leader`;
export const withoutLeader = (count: number, partitions: number): string => `${count} of ${partitions} partitions have no leader`;

export const rebalances = (name: string): string => `${name} rebalances`;
export const noMembers = (name: string): string => `${name} has no members`;

function partitionsHave(n: number): string {
  return n === 1 ? '1 partition has' : `${n} partitions have`;
}
