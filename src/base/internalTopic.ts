/** Whether a topic is one of Kafka's own, whose names begin with two underscores: what happens in them is seldom the point. */
export function isInternalTopic(topic: string): boolean {
  return topic.startsWith('__');
}
