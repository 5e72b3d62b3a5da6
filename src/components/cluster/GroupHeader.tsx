import { memo } from 'react';
import type { ReactNode } from 'react';
import type { GroupView } from '../../scene/frame.ts';
import type { GroupBox } from '../../scene/types.ts';
import * as words from '../../words/cluster/picture.ts';
import { describeGroup } from './describe.ts';
import { Entity } from './Entity.tsx';

interface GroupHeaderProps {
  readonly group: GroupView;
  readonly box: GroupBox;
  readonly selected: boolean;
  readonly focused: boolean;
}

const LONG_FROM = 126;
const LONGER_FROM = 160;

/** A consumer group: its name, what it is doing, and its generation. */
export const GroupHeader = memo(function GroupHeader({ group, box, selected, focused }: GroupHeaderProps): ReactNode {
  const { header } = box;
  const rebalancing = group.state === 'PreparingRebalance' || group.state === 'CompletingRebalance';
  const known = group.state !== 'Unknown';
  const inGeneration = header.width >= (rebalancing ? LONGER_FROM : LONG_FROM) ? words.inGeneration : words.inGenerationShort;
  const state = words.groupStates[group.state];
  return (
    <Entity
      entityKey={box.key}
      area={header}
      className="group"
      label={describeGroup(group)}
      selected={selected}
      focused={focused}
      state={{ state: group.state, generation: group.generation, coordinator: group.coordinator, lines: header.height >= 30 ? 'two' : 'one', narrow: header.width < LONG_FROM }}
    >
      <span className="group-name">{group.group}</span>
      <span className="group-state" data-tone={rebalancing ? 'warn' : 'plain'}>
        {known ? inGeneration(state, group.generation) : state}
      </span>
    </Entity>
  );
});
