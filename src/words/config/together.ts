/** Why entries do not go with one another or with what there is: to be read after the name of the entry. `other`: the value of the entry that is named. */

export const fetchesWouldTimeOut = (other: number): string => `has to be at least replica.fetch.wait.max.ms (${other}), or every quiet fetch would time out`;
export const isrWouldChange = (other: number): string => `has to be at least replica.fetch.wait.max.ms (${other}), or the in-sync replicas would keep changing`;
export const moreThanMaxSession = (other: number): string => `is more than group.max.session.timeout.ms (${other}); make it that or less`;
export const moreThanMaxLag = (value: number, other: number): string => `${value} is more than max.compaction.lag.ms (${other}); make it that or less`;
export const deliveryTooShort = (lingerMs: number, requestMs: number, sumMs: number): string => `has to be at least linger.ms + request.timeout.ms (${lingerMs} + ${requestMs} = ${sumMs})`;
export const heartbeatTooRare = (value: number, other: number): string => `${value} has to be less than session.timeout.ms (${other}); Kafka advises a third of it`;
export const noAssignor = 'names no assignor; give range, roundrobin or both';
export const needsRetries = '0 does not go with enable.idempotence; make it 1 or more';
export const needsAllAcks = (value: number): string => `${value} does not go with enable.idempotence; make it all`;
export const tooManyInFlight = (value: number): string => `${value} is more than the 5 that an idempotent producer may have; make it 5 or less, or set enable.idempotence to false`;

/** Of tiered topics. */
export const needsRemoteStorage = 'needs a cluster with remote.log.storage.system.enable=true';
export const compactedCannotBeTiered = 'goes with cleanup.policy=delete only; a compacted topic cannot be tiered';
export const moreThanRetention = 'is more than retention.ms, which counts what is local, too; make it that or less';
export const moreThanRetentionBytes = 'is more than retention.bytes, which counts what is local, too; make it that or less';
export const remoteCannotEnd = 'cannot be switched off without deleting what is remote';

/** When entries are to change in a running cluster. */
export const noTopic = (topic: string): string => `There is no topic '${topic}'.`;
export const notWhileRunning = 'cannot be changed while running';
export const notForOneBroker = 'cannot be set for one broker while eligible leader replicas are kept';
export const notRemovedForAll = 'cannot be removed for all brokers while eligible leader replicas are kept';
