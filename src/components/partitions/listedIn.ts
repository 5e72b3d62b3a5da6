import type { Frame, PartitionView } from '../../scene/frame.ts';

type TopicView = Frame['topics'][number];

interface ListedTopic {
  readonly topic: TopicView;
  readonly partitions: readonly PartitionView[];
}

/** Topics with `text` in their name, whole, and of others the partitions that have it in theirs. */
export function listedIn(topics: readonly TopicView[], partitions: readonly PartitionView[], text: string): readonly ListedTopic[] {
  const wanted = text.trim().toLowerCase();
  return topics.flatMap((topic): ListedTopic[] => {
    const own = partitions.filter((partition) => partition.topic === topic.name);
    if (topic.name.toLowerCase().includes(wanted)) return [{ topic, partitions: own }];
    const some = own.filter(({ key }) => key.toLowerCase().includes(wanted));
    return some.length === 0 ? [] : [{ topic, partitions: some }];
  });
}
