/** What entries of Kafka with ZooKeeper mean. */

export const zookeeperSessionTimeoutMs = 'ZooKeeper mode: silence after which ZooKeeper ends the session of a broker, and its znodes go.';
export const zookeeperMaxInFlightRequests = 'ZooKeeper mode: requests a broker, the controller included, may have under way to ZooKeeper.';
export const controlledShutdownMaxRetries = 'ZooKeeper mode: how often a broker that stops asks the controller to take its leaderships.';
export const controlledShutdownRetryBackoffMs = 'ZooKeeper mode: wait before it asks again.';
export const leaderImbalancePerBrokerPercentage = "ZooKeeper mode: share of a broker's preferred leaderships that may be elsewhere before they are moved back.";
