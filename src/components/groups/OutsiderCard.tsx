import type { ReactNode } from 'react';
import type { HeldPartition } from '../../scene/groups/rows.ts';
import type { Outsider } from '../../scene/groups/types.ts';
import { ActionButton } from '../cluster/ActionButton.tsx';
import { killConsumer } from '../cluster/entityCommands.ts';
import { useAppState } from '../simulatorContext.tsx';
import * as words from '../../words/groups.ts';
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
  const standing = outsiderWords(outsider, status, held.length);
  return (
    <Part
      of={consumer}
      className="consumer gmember"
      label={words.outsider(id, group, standing)}
      state={{ state: status, group, assigned: held.map(({ partition }) => partition.key).join(' '), 'in-focus': focused }}
    >
      <span className="card-title">
        <span className="card-name">{id}</span>
        <span className="gtag">{words.noMember}</span>
      </span>
      <span className="gmember-state" data-tone={isRunning && held.length > 0 ? 'bad' : isRunning ? 'warn' : undefined}>
        {standing}
      </span>
      {isRunning && <ActionButton words={words.kill} action={killConsumer(id)} tone="danger" />}
    </Part>
  );
}

function outsiderWords({ isRunning, hasId }: Outsider, status: string | null, held: number): string {
  if (!isRunning) return status === 'failed' ? words.failed : status === 'closed' ? words.closed : words.dead;
  if (held > 0) return words.readsOn;
  return hasId ? words.hasMemberId : words.onItsWay;
}
