/** Over the lines of the sequence lens. */

export const families = { producers: 'Producers', brokers: 'Brokers', controllers: 'Controllers', groups: 'Consumers', others: 'Others' } as const;
/** A server, where there is room for more than its number. */
export const servers = {
  broker: (id: string): string => `broker ${id}`,
  controller: (id: string): string => `controller ${id}`,
  zookeeper: (id: string): string => `ZooKeeper ${id}`,
} as const;
