import type { ActionView } from '../../protocol/messages.ts';
import type { ConsumerView, Frame } from '../../protocol/views.ts';
import * as words from '../../words/inspected/actions.ts';
import { consumersOf, type KafkaSimulation } from '../../sim/index.ts';

/**
 * To move a consumer to each other group: one like it joins there and it leaves its own. As with a process that is started again under
 * another `group.id`, nothing of what it has read goes with it. A name is never used twice in a run, so the new one has another.
 */
export function moveActions(sim: KafkaSimulation, { consumers, groups }: Frame, consumer: ConsumerView): ActionView[] {
  const spec = consumersOf(sim.world).find(({ id }) => id === consumer.id)?.spec;
  if (spec === undefined || consumer.status === 'dead' || consumer.status === 'closed' || consumer.status === 'failed') return [];
  const id = nextName(consumer.id, consumers.map((each) => each.id));
  const { topics, processingUs, overrides } = spec;
  return groups
    .filter(({ group }) => group !== consumer.group)
    .map(({ group }) => ({
      ...words.moveToGroup(group, consumer.group, id),
      command: { kind: 'closeConsumer', consumer: consumer.id },
      after: { kind: 'addConsumer', consumer: { id, group, topics, processing: `${processingUs}us`, config: overrides } },
      danger: false,
    }));
}

/** `c1-2` for `c1`, `c1-3` for that. */
function nextName(id: string, taken: readonly string[]): string {
  const base = id.replace(/-\d+$/, '');
  let number = 2;
  while (taken.includes(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
