import type { ReactNode } from 'react';
import type { HeldPartition } from '../../scene/groups/rows.ts';
import type { Outsider } from '../../scene/groups/types.ts';
import { ActionButton } from '../cluster/ActionButton.tsx';
import { killConsumer } from '../cluster/entityCommands.ts';
import { useAppState } from '../simulatorContext.tsx';
import { Part } from './Part.tsx';

interface OutsiderCardProps {
  readonly outsider: Outsider;
  readonly held: readonly HeldPartition[];
  readonly group: string;
  readonly focused: boolean;
}

/** A consumer that its group's coordinator does not count among the members. */
export function OutsiderCard({ outsider, held, group, focused }: OutsiderCardProps): ReactNode {
  const { id, consumer, isRunning } = outsider;
  const status = useAppState(({ frame }) => frame?.consumers.find(({ key }) => key === consumer)?.status ?? null);
  const words = outsiderWords(outsider, status, held.length);
  return (
    <Part
      of={consumer}
      className="consumer gmember"
      label={`Consumer ${id} of group ${group}, no member: ${words}.`}
      state={{ state: status, group, assigned: held.map(({ partition }) => partition.key).join(' '), 'in-focus': focused }}
    >
      <span className="card-title">
        <span className="card-name">{id}</span>
        <span className="gtag">no member</span>
      </span>
      <span className="gmember-state" data-tone={isRunning && held.length > 0 ? 'bad' : isRunning ? 'warn' : undefined}>
        {words}
      </span>
      {isRunning && <ActionButton words="Kill" action={killConsumer(id)} tone="danger" />}
    </Part>
  );
}

function outsiderWords({ isRunning, hasId }: Outsider, status: string | null, held: number): string {
  if (!isRunning) return status === 'failed' ? 'failed' : status === 'closed' ? 'closed' : 'dead';
  if (held > 0) return 'reads on, though the coordinator does not count it';
  return hasId ? 'has a member id to join with' : 'on its way to join';
}
