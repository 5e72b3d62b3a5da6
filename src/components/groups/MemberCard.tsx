import type { ReactNode } from 'react';
import type { HeldPartition } from '../../scene/groups/rows.ts';
import type { GroupDetail, GroupMember } from '../../scene/groups/types.ts';
import { ActionButton } from '../cluster/ActionButton.tsx';
import { killConsumer } from '../cluster/entityCommands.ts';
import { Said } from '../format/Said.tsx';
import { useAppState } from '../simulatorContext.tsx';
import * as words from '../../words/groups.ts';
import { Part } from './Part.tsx';
import { TimeLeft } from './TimeLeft.tsx';
import { describeMember, memberWords } from './sentences.ts';

interface MemberCardProps {
  readonly member: GroupMember;
  readonly group: GroupDetail;
  readonly held: readonly HeldPartition[];
  /** Partitions that it has besides. */
  readonly more: number;
  readonly focused: boolean;
}

/** A member as the coordinator has it, with what its process does. */
export function MemberCard({ member, group, held, more, focused }: MemberCardProps): ReactNode {
  const { client, memberId, instanceId, isLeader, process, step, sessionEndsAt, consumer } = member;
  // How the consumer itself is, for who looks for consumers in any lens.
  const status = useAppState(({ frame }) => frame?.consumers.find(({ key }) => key === consumer)?.status ?? null);
  const { text, tone } = memberWords(member, group);
  const isCounting = process === 'gone' || process === 'paused';
  return (
    <Part
      of={consumer}
      className="consumer gmember"
      label={describeMember(member, group, held, more)}
      state={{ state: status, group: group.group, member: memberId, process, step, assigned: reads(held), 'in-focus': focused }}
    >
      <span className="card-title">
        <span className="card-name">{client}</span>
        {isLeader && <span className="gtag" title={words.leaderTip}>{words.leaderTag}</span>}
        {instanceId !== null && <span className="gtag" title={words.staticTip(instanceId)}>{words.staticTag(instanceId)}</span>}
      </span>
      <span className="gmember-id mono">{memberId}</span>
      <span className="gmember-state" data-tone={tone}>
        {text}
      </span>
      {sessionEndsAt !== null && (
        <span className="gmember-session" data-tone={isCounting ? 'bad' : undefined}>
          <Said words={words.sessionEndsIn} parts={{ time: <TimeLeft until={sessionEndsAt} /> }} />
        </span>
      )}
      {process !== 'gone' && <ActionButton words={words.kill} action={killConsumer(client)} tone="danger" />}
    </Part>
  );
}

function reads(held: readonly HeldPartition[]): string {
  return held.filter(({ holding }) => holding === 'read').map(({ partition }) => partition.key).join(' ');
}
