import { asSentence } from '../narration/names.ts';

/** What Kafka before 4.0, the admin client and broken promises come of, said of the cause. */

export const soEnsembleElects = (trouble: string): string => asSentence(`${trouble}, so the ensemble had to find a leader`);
export const closesItsSession = 'A broker that shuts down closes its session.';
export const soZooKeeperHeardNothing = (trouble: string): string => asSentence(`${trouble}, so ZooKeeper had no sign of life of it for zookeeper.session.timeout.ms`);
export const readyAfterReading = 'It was elected, and has read what is in ZooKeeper.';
export const controllerNoMore = 'It is the controller no more.';
export const knowsLaterController = 'This broker knows of a later controller than the one that gave the order.';
export const startedTooSoon = 'It has started again before ZooKeeper let its earlier session go.';
export const askedFor = 'That is what was asked for.';
export const askedForInVain = 'That is what was asked for, and could not be done.';
export const soNobodyAnswered = (trouble: string): string => asSentence(`${trouble}, so nobody answered in time`);
export const mayNotLead = 'Since then whoever it should be may not lead.';
export const oneBrokerFewer = 'Since then one broker fewer can hold replicas.';
export const topicWasThere = 'The topic was there already.';
export const topicDeleted = 'The topic was deleted.';
export const brokenWithThat = 'With that it was broken.';
export const recordsWereLost = 'That is where the records were lost.';
export const cameLast = 'What came last here.';
export const hadBeenCommitted = 'That had been committed.';
export const hadBeenAcknowledged = 'That had been acknowledged.';
export const soNotGotten = (trouble: string, broker: number): string => asSentence(`${trouble}, so broker ${broker} did not get what was written then`);
