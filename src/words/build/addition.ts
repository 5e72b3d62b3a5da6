/** Something more for the cluster that runs. */

export const addToCluster = 'Add to the cluster';
export const whatToAdd = 'What to add';
export const kinds = { broker: 'broker', topic: 'topic', producer: 'producer', consumer: 'consumer', controller: 'controller' };
/** What will happen. */
export const effects = {
  broker: 'It registers with the active controller. It gets no partitions by itself: new topics use it, and old ones can be moved to it.',
  controller: 'It follows the metadata log as an observer. It votes once it has been added to the voters, which its inspector offers.',
  topic: 'The active controller places its copies on brokers by turns, in different racks where there are racks.',
  producer: 'It asks for metadata and begins to send.',
  consumer: 'It joins its group, which shares out the partitions anew.',
};
/** Why it cannot be added. */
export const taken = {
  broker: 'There is a broker with this number: choose another one.',
  controller: 'There is a controller with this number: choose another one.',
  topic: 'There is a topic of this name: choose another one.',
  producer: 'There is a producer of this name: choose another one.',
  consumer: 'There is a consumer of this name: choose another one.',
};
export const addNow = 'Add it now';
/** In place of the form for a client. */
export const topicFirst = 'It needs a [topic], and there is none yet.';
export const addTopic = 'Add a topic';
