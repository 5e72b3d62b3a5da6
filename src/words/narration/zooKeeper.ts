/** Kafka before 4.0: the ensemble, sessions, and the broker that is the controller. */

export const serverLooking = (server: number): string => `ZooKeeper server ${server} has no majority and looks for a leader.`;
export const serverRole = (server: number, role: string, epoch: number): string => `ZooKeeper server ${server} is ${role} in epoch ${epoch}.`;
export const sessionExpired = (broker: number): string => `ZooKeeper ends the session of broker ${broker}, which gave no sign of life: its znodes are gone.`;
export const sessionClosed = (broker: number): string => `Broker ${broker} closes its ZooKeeper session: its znodes are gone.`;
export const controllerReady = (broker: number, partitions: string, time: string): string =>
  `Broker ${broker} has read ${partitions} from ZooKeeper, one by one, and orders every broker: ${time} after it became the controller.`;
export const controllerResigned = (broker: number, epoch: number): string => `Broker ${broker} is no longer the controller (it was in epoch ${epoch}).`;
export const staleControllerRefused = (broker: number, api: string, epoch: number, knownEpoch: number): string =>
  `Broker ${broker} refuses ${api} of controller epoch ${epoch}: it knows of epoch ${knownEpoch}.`;
export const requestForEarlierProcessRefused = (broker: number, api: string): string => `Broker ${broker} refuses ${api}, which was for the process it was before.`;
export const registrationRefused = (broker: number): string => `Broker ${broker} cannot register: the znode of its last process is there until that session ends.`;
