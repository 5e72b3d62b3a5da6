import type { FactView } from '../../store/facts.ts';

/** The few words that stand beside a fact's mark; its sentence says the rest. */
export function factLabel({ fact }: FactView): string {
  switch (fact.type) {
    case 'LeaderElected':
      return fact.leader < 0 ? `${fact.topic}-${fact.partition} offline` : `${fact.topic}-${fact.partition}: leader ${fact.leader}`;
    case 'IsrShrunk':
    case 'IsrExpanded':
      return `${fact.topic}-${fact.partition}: ISR ${fact.isr.join(' ')}`;
    case 'IsrChangeProposed':
      return `proposes ISR ${fact.isr.join(' ')}`;
    case 'BrokerFenced':
      return `broker ${fact.broker} fenced`;
    case 'BrokerUnfenced':
      return `broker ${fact.broker} unfenced`;
    case 'BrokerRegistered':
      return `broker ${fact.broker} registered`;
    case 'NodeKilled':
      return 'killed';
    case 'NodeStarted':
      return 'starts';
    case 'NodePaused':
      return 'paused';
    case 'NodeResumed':
      return 'goes on';
    case 'ControllerElected':
      return `active controller, epoch ${fact.epoch}`;
    case 'GuaranteeBroken':
      return `broken: ${fact.guarantee}`;
    case 'RequestTimedOut':
      return `${fact.api} timed out`;
    case 'ReplicaBecameLeader':
      return `leads ${fact.topic}-${fact.partition}`;
    case 'LogTruncated':
      return `${fact.topic}-${fact.partition} cut to ${fact.to}`;
    case 'GenerationStarted':
      return `generation ${fact.generation}`;
    default:
      return fact.type.replaceAll(/[A-Z]/g, (letter, index) => `${index === 0 ? '' : ' '}${letter.toLowerCase()}`);
  }
}
