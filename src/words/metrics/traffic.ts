/** What is told of the metrics of traffic and of how long it takes: `meaning` is what each counts, `worry` when to look closer. */

export const messagesIn = {
  meaning: 'Records that leaders appended, each once: copying to followers does not count. Kafka’s own topics count, too, so every commit of a group is a record here. A batch that is sent twice counts twice, although it is stored once.',
  worry: 'When it drops while producers go on sending: leaders are missing, or refuse.',
} as const;

export const bytesIn = {
  meaning: 'The same in bytes, with the headers of batches. What followers fetch is ReplicationBytesInPerSec and not part of it.',
  worry: 'When one broker has far more of it than the others: leaders, or keys, are spread badly.',
} as const;

export const bytesOut = {
  meaning: 'Bytes of records in responses to consumers. Followers’ fetches are not part of it.',
  worry: 'When it stays below what comes in, times the number of groups that read it: somebody falls behind.',
} as const;

export const replicationBytesOut = {
  meaning: 'Bytes of records in responses to followers: with replication factor 3, twice what comes in.',
  worry: 'When it is much more than that: a follower copies what it has missed, which takes room from clients.',
} as const;

export const recordSend = {
  meaning: 'Records in the Produce requests that a producer sent, those it sent again included. Told by the producer itself, so it goes on when the cluster is gone.',
  worry: 'When it is more than MessagesInPerSec for long: what is sent does not arrive, or is sent again and again.',
} as const;

export const produceTime = {
  meaning: 'From when a broker has a Produce request to when it answers. With acks=all this includes waiting for the followers in the ISR; requests with acks=0 are done once they are stored. Percentiles here are of the piece of time that is shown; Kafka’s fade over minutes and are in whole milliseconds.',
  worry: 'When it nears request.timeout.ms: the producer gives up and sends again. A slow follower in the ISR is the usual cause.',
} as const;

export const fetchConsumerTime = {
  meaning: 'From when a broker has a consumer’s fetch to when it answers. A fetch that finds nothing is held for up to fetch.max.wait.ms (500 ms), so long times are normal on a quiet topic.',
  worry: 'When it is more than fetch.max.wait.ms: then the broker, not the lack of records, is what takes long.',
} as const;

export const requestLatency = {
  meaning: 'What a producer sees of the same requests: from sending to having the response, the network included. Requests that are never answered leave no time here. Producers keep an average and a maximum, no percentiles.',
  worry: 'When it is far above TotalTimeMs: the time goes by on the network.',
} as const;

export const endToEnd = {
  title: 'end-to-end latency',
  instead: 'no MBean: what kafka-e2e-latency.sh measures',
  meaning: 'From the timestamp of a record, when the application sent it, to when a consumer’s poll returns it. Every group’s reading counts, and what is read a second time counts again. So it holds batching, replication, the wait for the next poll, and lag.',
  worry: 'When it grows without coming back: consumers are slower than producers.',
} as const;
