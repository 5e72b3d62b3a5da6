/** What a broker waits for: to be read after "waits for". */

export const toRegister = 'the controller to register it';
export const zooKeeperToRegister = 'ZooKeeper to register it';
export const toUnfence = 'the controller to unfence it';
export const metadataLog = 'the metadata log';
export const toMoveLeaderships = 'the controller to move its leaderships';
export const activeController = 'an active controller that it can reach';
export const toChangeIsr = (partition: string, more: number): string => (more === 0 ? `the controller to change the ISR of ${partition}` : `the controller to change the ISR of ${partition} and ${more} more`);
/** `peer`: `broker 2`; null for the controller. `request`: its kind. */
export const toAnswer = (peer: string | null, request: string): string => `${peer ?? 'the controller'} to answer its ${request}`;
