import { controllersOf } from '../../kafka/cluster.ts';
import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import { checkQuorumTimeoutUs } from '../../kafka/controller/raft/checkQuorum.ts';
import { votersOf } from '../../kafka/controller/raft/voters.ts';
import type { Fact, QuorumRole } from '../../kafka/facts.ts';
import type { FactRecord } from '../../kernel/types.ts';

export interface Broken {
  readonly guarantee: string;
  readonly sentence: string;
}

/**
 * What the guarantees do not speak of, because nothing is lost without it: how a quorum keeps calm. Nobody stands for election without having
 * asked (KIP-996), and nobody leads on whom no majority has fetched from for long (check quorum).
 */
export interface QuorumWatch {
  hear(sim: KafkaSimulation, facts: readonly FactRecord<Fact>[]): Broken | null;
  look(sim: KafkaSimulation): Broken | null;
}

const GRACE_US = 50_000;

export function quorumWatch(): QuorumWatch {
  const roles = new Map<number, { readonly role: QuorumRole; readonly at: number }>();
  const started = new Set<number>();
  /** Since when the controller has led without a pause. */
  const ledSince = new Map<number, number>();
  const hear = (sim: KafkaSimulation, { node, at, fact }: FactRecord<Fact>): Broken | null => {
    if (fact.type === 'NodeStarted') started.add(node);
    if (fact.type === 'NodeKilled' || fact.type === 'NodePaused' || fact.type === 'NodeResumed') ledSince.set(node, at);
    // Of those who are left another may be the one that fetched last.
    if (fact.type === 'VotersChanged') ledSince.set(node, at);
    if (fact.type !== 'QuorumRoleChanged') return null;
    const before = roles.get(node);
    roles.set(node, { role: fact.role, at });
    // A process that finds its own vote on disk goes on where it was.
    const first = started.delete(node);
    if (fact.role === 'leader') ledSince.set(node, at);
    // Votes take time to come; only a quorum of one has its own and needs no other.
    const controller = sim.world.nodes[node];
    const voters = controller?.role === 'controller' ? votersOf(controller).length : 0;
    if (fact.role !== 'candidate' || first || (before?.role === 'prospective' && (before.at < at || voters === 1))) return null;
    return { guarantee: 'asks-before-it-stands', sentence: `Controller ${fact.controller} stands for election in epoch ${fact.epoch} without a pre-vote.` };
  };
  return {
    hear(sim, facts) {
      if (facts.length === 0) return null;
      for (const fact of facts) {
        const broken = hear(sim, fact);
        if (broken !== null) return broken;
      }
      return null;
    },
    look(sim) {
      for (const node of controllersOf(sim.world)) {
        const { role } = node.raft;
        if (role.kind !== 'leader' || role.voters.size === 1 || sim.state.nodes[node.node]?.status !== 'running') continue;
        const fetched = [...role.voters.entries()].filter(([id]) => id !== node.id).map(([, voter]) => voter.lastFetchAt ?? 0);
        // With its own, the fetches of half of the voters make a majority.
        const nth = fetched.toSorted((a, b) => b - a)[Math.floor(role.voters.size / 2) - 1] ?? 0;
        const since = Math.max(nth, ledSince.get(node.node) ?? 0);
        // Where it takes several, the first of them may have fetched a timeout before the last.
        const limitUs = checkQuorumTimeoutUs(node) * (role.voters.size > 3 ? 2 : 1) + GRACE_US;
        if (sim.state.now - since > limitUs) {
          return { guarantee: 'leads-with-a-majority', sentence: `Controller ${node.id} leads although no majority has fetched from it since ${since} us.` };
        }
      }
      return null;
    },
  };
}
