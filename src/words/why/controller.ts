import { asSentence } from '../narration/names.ts';

/** What the controller's, the quorum's and brokers' standing with them comes of, said of the cause. */

export const registersAtStart = 'A broker registers when it has started.';
export const heartbeatsCome = 'Since then its heartbeats come, and it has caught up with the metadata.';
export const toldToShutDownInOrder = 'It was told to shut down in order.';
export const firstInZooKeeper = 'Nobody was the controller, and this broker was the first to say so in ZooKeeper.';
export const somebodyAsked = 'Somebody asked for it.';
export const committedWithIt = 'That was written to the metadata log, and a majority of the voters has fetched it.';
export const majorityHasMetadata = 'What the active controller writes is committed when a majority of the voters has fetched it.';
export const majorityHasVoters = 'A majority of the new voters has it.';
export const neverHadVoters = 'Another leader had never had that voter set.';
export const snapshotDue = 'So much had been written since the last snapshot, or so long ago it was, that another one is due (metadata.log.max.record.bytes.between.snapshots, metadata.log.max.snapshot.interval.ms).';
export const snapshotSparesLog = 'It had started, and a snapshot spares it the log up to there.';
export const onlyInSnapshot = 'What comes before is in the log of nobody any more, but in a snapshot.';
export const snapshotHoldsIt = 'A snapshot holds what is dropped.';
export const countsAnew = 'A controller that becomes the active one knows of no heartbeats: it counts every session anew from then on.';
export const askedToBeLetGo = 'It had handed over what it led, and asked to be let go.';
export const toldToShutDown = 'It was told to shut down.';
export const registrationGone = 'With its session its registration in ZooKeeper is gone.';
/** `lastSeconds`: when the last heartbeat came; null if none did. */
export const soNoHeartbeat = (trouble: string, lastSeconds: number | null): string =>
  asSentence(
    lastSeconds === null
      ? `${trouble}, so the controller got no heartbeat of it for broker.session.timeout.ms`
      : `${trouble}, so the controller got no heartbeat of it for broker.session.timeout.ms: the last one had come at ${lastSeconds} s`,
  );
export const soQuorumLeaderSilent = (trouble: string): string => asSentence(`${trouble}, so the others heard nothing of the leader of their quorum (controller.quorum.fetch.timeout.ms)`);
export const electionSettledIt = 'That election settled who leads the quorum.';
