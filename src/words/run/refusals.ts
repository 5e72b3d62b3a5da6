/** Why a command was not carried out: nothing changed. */

export const producerExists = (id: string): string => `Producer ${id} exists already.`;
export const consumerExists = (id: string): string => `Consumer ${id} exists already.`;
export const producerIsClosing = (id: string): string => `Producer ${id} is closing and takes no more records.`;
export const onlyOneConsumer = 'Only one consumer can be moved this way.';
export const noProducer = (id: string): string => `There is no producer ${id}.`;
export const producerNotRunning = (id: string): string => `Producer ${id} is not running.`;
export const noConsumer = (id: string): string => `There is no consumer ${id}.`;
export const consumerNotRunning = (id: string): string => `Consumer ${id} is not running.`;
export const nothingAssigned = (topic: string, consumer: string): string => `No partition of ${topic} is assigned to consumer ${consumer}.`;
export const notAssigned = (topic: string, partition: number, consumer: string): string => `Partition ${partition} of ${topic} is not assigned to consumer ${consumer}.`;
export const noController = (id: number): string => `There is no controller ${id}.`;
export const notModelled = 'This version of the simulator does not model it yet; nothing was changed.';
export const noAdminClient = 'There is no admin client.';
export const noLink = (from: string, to: string): string => `There is no link from ${from} to ${to}.`;
export const brokerExists = (id: number): string => `Broker ${id} exists already.`;
/** Of ZooKeeper. */
export const ensembleIsFixed = 'A server cannot be added to a running ensemble here.';
export const controllerExists = (id: number): string => `Controller ${id} exists already.`;
export const nothingCalled = (name: string): string => `Nothing is called ${name}.`;
/** `node`: `broker-1`. */
export const pausedAlready = (node: string): string => `${node} is paused already.`;
export const notPaused = (node: string): string => `${node} is not paused.`;
export const notRunning = (node: string): string => `${node} is not running.`;
export const isRunning = (node: string): string => `${node} is running.`;
export const pausedSoCannotStop = (node: string): string => `${node} is paused and cannot begin to shut down.`;
export const shuttingDownAlready = (node: string): string => `${node} is shutting down already.`;
