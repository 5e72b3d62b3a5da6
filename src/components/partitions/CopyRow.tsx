import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ReplicaView } from '../../scene/frame.ts';
import * as pictureWords from '../../words/cluster/picture.ts';
import * as words from '../../words/partitions/lens.ts';
import { describeReplica, syncWords } from '../cluster/describe.ts';
import { useDiffers } from '../cluster/pictureContext.ts';
import { CopyStrip, type CopyStripProps } from './CopyStrip.tsx';
import { cutWords } from './cuts.ts';

interface CopyRowProps extends CopyStripProps {
  readonly replica: ReplicaView;
  /** The story is about it just now. */
  readonly focused: boolean;
}

/** One copy: on which broker, how it stands, and its log. */
export const CopyRow = memo(function CopyRow({ replica, focused, ...strip }: CopyRowProps): ReactNode {
  const { copy, cut, selected } = strip;
  const { key, role, sync, staleLeader, leaderEpoch } = replica;
  const differs = useDiffers(key);
  const isOfBroker = selected === `broker-${replica.broker}`;
  const sentences = [describeReplica(replica), ...(isOfBroker ? [words.brokerSelected] : []), ...(cut === null ? [] : [words.justNow(cutWords(cut))]), ...(differs === null ? [] : [pictureWords.differsToo(differs)])];
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset groups controls of a form, and this is a picture
      role="group"
      className="entity log-copy"
      tabIndex={-1}
      aria-label={sentences.join(' ')}
      title={differs === null ? undefined : pictureWords.differs(differs)}
      data-differs={differs === null ? undefined : ''}
      aria-current={selected === key ? 'true' : undefined}
      data-key={key}
      data-marked={isOfBroker ? 'broker' : undefined}
      data-role={role}
      data-state={sync}
      data-stale={staleLeader ? '' : undefined}
      data-epoch={leaderEpoch}
      data-hw={copy.highWatermark}
      data-leo={copy.end}
      data-start={copy.start}
      data-in-focus={focused ? '' : undefined}
    >
      <span className="log-label">
        <span className="log-broker">{words.broker(replica.broker)}</span>
        <Standing replica={replica} diverged={copy.batches.some(({ diverged }) => diverged)} cut={cut === null ? null : cutWords(cut)} />
      </span>
      <CopyStrip {...strip} />
    </div>
  );
});

interface StandingProps {
  readonly replica: ReplicaView;
  readonly diverged: boolean;
  readonly cut: string | null;
}

function Standing({ replica: { role, sync, staleLeader, leaderEpoch }, diverged, cut }: StandingProps): ReactNode {
  const tone = staleLeader || diverged || cut !== null || (sync === 'offline' && role === 'leader') ? 'bad' : role === 'leader' ? 'leader' : sync === 'in-sync' ? 'good' : sync === 'lagging' ? 'warn' : 'plain';
  return (
    <span className="standing" data-tone={tone}>
      {cut ?? standingWords(role === 'leader', sync, staleLeader ? leaderEpoch : null, leaderEpoch, diverged)}
    </span>
  );
}

function standingWords(isLeader: boolean, sync: ReplicaView['sync'], stale: number | null, epoch: number, diverged: boolean): string {
  if (stale !== null) return words.staleLeader(stale);
  if (isLeader) return sync === 'offline' ? words.leaderOffline : words.leader(epoch);
  return diverged ? words.diverged(syncWords(sync)) : syncWords(sync);
}
