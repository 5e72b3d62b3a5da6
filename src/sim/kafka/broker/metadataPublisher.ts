import { onObserverReplayed, type Committed } from '../controller/raft/observer.ts';
import { applyBatches, type MetadataImage } from '../metadata/image.ts';
import type { MetadataBatch } from '../metadata/records.ts';
import type { BrokerContext, BrokerNode } from './brokerState.ts';
import { applyRoleChanges, tellDeletedTopics } from './coordinatorHost.ts';
import { applyImage, applyMetadata } from './replicaManager.ts';
import { runFetchers } from './replicaFetcher.ts';

/**
 * Takes up new committed metadata (`MetadataLoader`, `BrokerMetadataPublisher`). A starting broker gathers it first and takes up
 * its replicas only when it is caught up, so that it does not act on an old state of the cluster.
 */
export function publish(broker: BrokerNode, ctx: BrokerContext, { snapshot, batches }: Committed): void {
  if (snapshot !== null) {
    ctx.emit({ type: 'SnapshotLoaded', offset: snapshot.offset, epoch: snapshot.epoch });
    if (broker.lifecycle.state === 'starting') broker.image = snapshot.image;
    else publishImage(broker, ctx, snapshot.image);
  }
  if (batches.length === 0) return;
  if (broker.lifecycle.state === 'starting') {
    broker.image = applyBatches(broker.image, batches);
  } else {
    applyRoleChanges(broker, ctx, applyMetadata(broker, ctx, batches));
    tellDeletedTopics(broker, ctx, topicsDeletedBy(batches));
    runFetchers(broker, ctx);
  }
  onObserverReplayed(broker.observer, ctx, batches, broker.image);
}

/** What a snapshot jumps over has to be found by comparing. */
function publishImage(broker: BrokerNode, ctx: BrokerContext, image: MetadataImage): void {
  const before = broker.image;
  const gone = new Set<string>();
  for (const { name, id } of before.topics.values()) if (image.topics.get(name)?.id !== id) gone.add(name);
  applyRoleChanges(broker, ctx, applyImage(broker, ctx, image));
  tellDeletedTopics(broker, ctx, gone);
  runFetchers(broker, ctx);
}

function topicsDeletedBy(batches: readonly MetadataBatch[]): Set<string> {
  const deleted = new Set<string>();
  for (const { records } of batches) {
    for (const record of records) if (record.type === 'RemoveTopic') deleted.add(record.name);
  }
  return deleted;
}
