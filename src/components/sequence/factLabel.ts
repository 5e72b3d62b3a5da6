import type { FactView } from '../../store/facts.ts';
import * as words from '../../words/sequence/facts.ts';

/** The few words that stand beside a fact's mark; its sentence says the rest. */
export function factLabel({ fact }: FactView): string {
  switch (fact.type) {
    case 'LeaderElected':
      return fact.leader < 0 ? words.offline(partitionOf(fact)) : words.leader(partitionOf(fact), fact.leader);
    case 'IsrShrunk':
    case 'IsrExpanded':
      return words.isr(partitionOf(fact), fact.isr.join(' '));
    case 'IsrChangeProposed':
      return words.proposesIsr(fact.isr.join(' '));
    case 'BrokerFenced':
      return words.brokerFenced(fact.broker);
    case 'BrokerUnfenced':
      return words.brokerUnfenced(fact.broker);
    case 'BrokerRegistered':
      return words.brokerRegistered(fact.broker);
    case 'NodeKilled':
      return words.killed;
    case 'NodeStarted':
      return words.starts;
    case 'NodePaused':
      return words.paused;
    case 'NodeResumed':
      return words.goesOn;
    case 'ControllerElected':
      return words.activeController(fact.epoch);
    case 'GuaranteeBroken':
      return words.guaranteeBroken(fact.guarantee);
    case 'RequestTimedOut':
      return words.timedOut(fact.api);
    case 'ReplicaBecameLeader':
      return words.leads(partitionOf(fact));
    case 'LogTruncated':
      return words.cutTo(partitionOf(fact), fact.to);
    case 'GenerationStarted':
      return words.generation(fact.generation);
    default:
      return words.others[fact.type];
  }
}

function partitionOf({ topic, partition }: { readonly topic: string; readonly partition: number }): string {
  return `${topic}-${partition}`;
}
