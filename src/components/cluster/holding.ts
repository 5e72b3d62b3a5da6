import { effectiveMinIsr } from '../../base/effectiveMinIsr.ts';
import { isInternalTopic } from '../../base/internalTopic.ts';
import type { BrokerView, Holding, PartitionView, ReplicaView } from '../../scene/frame.ts';
import { underMinIsrOf } from '../../scene/holds.ts';

/** What a broker has, by the state and not by what is drawn, and how much of it is drawn. */
export interface HoldingShown {
  /** Partitions that it leads, and replicas that it has; without internal topics where these are not drawn. */
  readonly led: number;
  readonly of: number;
  readonly shown: number;
  /** What it has of internal topics, if those are not drawn; null for nothing. */
  readonly internal: Holding | null;
  /** Of all topics. */
  readonly underMinIsr: number;
}

/** `drawn`: its replicas that have a row or a tile. */
export function holdingShown(broker: BrokerView, drawn: readonly ReplicaView[]): HoldingShown {
  const { own, internal } = broker.holds;
  const isHidden = internal.replicas > 0 && !drawn.some(({ topic }) => isInternalTopic(topic));
  return {
    led: own.leads + (isHidden ? 0 : internal.leads),
    of: own.replicas + (isHidden ? 0 : internal.replicas),
    shown: drawn.length,
    internal: isHidden ? internal : null,
    underMinIsr: underMinIsrOf(broker),
  };
}

/** Replicas in sync, and how many `min.insync.replicas` asks for. */
export interface UnderMin {
  readonly inSync: number;
  readonly least: number;
}

/** Of a partition that somebody leads and that refuses acks=all; null for another. */
export function underMinOf({ leader, isr, replicas, minInsyncReplicas }: PartitionView): UnderMin | null {
  const least = effectiveMinIsr(minInsyncReplicas, replicas.length);
  return leader < 0 || isr.length >= least ? null : { inSync: isr.length, least };
}

/** Only the leader refuses anything, and only while it is there. */
export function refusing({ role, sync }: ReplicaView, under: UnderMin | null): UnderMin | null {
  return role === 'leader' && sync !== 'offline' ? under : null;
}
