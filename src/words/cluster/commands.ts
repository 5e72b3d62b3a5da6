/** What can be done to a drawn thing: what its button says, and that in full. */

export const kill = 'Kill';
export const restart = 'Restart';
export const killBroker = (id: number): string => `Kill broker ${id}`;
export const restartBroker = (id: number): string => `Restart broker ${id}`;
export const killController = (id: number): string => `Kill controller ${id}`;
export const killZooKeeper = (id: number): string => `Kill ZooKeeper server ${id}`;
export const killConsumer = (id: string): string => `Kill consumer ${id}`;
export const killProducer = (id: string): string => `Kill producer ${id}`;
/** Beside a consumer's card that is dragged. */
export const dropOnGroup = (consumer: string): string => `${consumer}: drop it on a group`;
export const isInGroup = (consumer: string, group: string): string => `${consumer} is in ${group}`;
export const toGroup = (consumer: string, group: string): string => `${consumer} to group ${group}`;
