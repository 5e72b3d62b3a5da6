import type { ReactNode } from 'react';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import type { Frame, PartitionLog, PartitionView } from '../../scene/frame.ts';
import * as words from '../../words/partitions/lens.ts';
import { Told } from '../glossary/Told.tsx';
import type { LogView } from '../../store/state.ts';
import { CopyRow } from './CopyRow.tsx';
import type { Cut } from './cuts.ts';
import { flagOf } from './flags.ts';
import { AxisLane, EpochLane, GroupLane } from './Lanes.tsx';
import { Overview } from './Overview.tsx';
import type { StripSize } from './sizes.ts';

interface LogBlockProps {
  readonly frame: Frame;
  readonly partition: PartitionView;
  readonly log: PartitionLog;
  readonly size: StripSize;
  readonly view: LogView;
  readonly cuts: ReadonlyMap<string, Cut>;
  readonly focus: ReadonlySet<string>;
}

/** A partition: its copies under one another by offset, the epochs they were written in, and who has read how far. */
export function LogBlock({ frame, partition, log, size, view, cuts, focus }: LogBlockProps): ReactNode {
  const { actions } = useSimulator();
  const selected = useAppState((state) => state.selected);
  const highlightKey = useAppState((state) => state.highlightKey);
  const { key } = partition;
  const asked = view.windows[key];
  const window = { from: asked ?? log.from, slots: size.slots };
  const leader = log.copies.find(({ broker }) => broker === partition.leader);
  const highWatermark = leader?.highWatermark ?? null;
  const move = (from: number | null): void => actions.setLogView({ windows: windowsWith(view.windows, key, from) });
  return (
    <section className="log-block" aria-label={key} data-partition={key} data-from={window.from} data-slots={window.slots} data-start={log.start} data-end={log.end}>
      <Head partition={partition} selected={selected === key} highWatermark={highWatermark} lastStableOffset={leader?.lastStableOffset ?? null} />
      {log.end - log.start > size.slots - 1 && <Overview log={log} window={window} size={size} highWatermark={highWatermark} follows={asked === undefined} onMove={move} />}
      <AxisLane window={window} size={size} />
      {log.copies.map((copy) => {
        const replica = frame.replicas.find((one) => one.key === copy.key);
        return (
          replica !== undefined && (
            <CopyRow
              key={copy.key}
              replica={replica}
              copy={copy}
              window={window}
              size={size}
              view={view}
              highWatermark={highWatermark}
              highlightKey={highlightKey}
              selected={selected}
              cut={cuts.get(copy.key) ?? null}
              focused={focus.has(copy.key)}
            />
          )
        );
      })}
      <EpochLane log={log} window={window} size={size} highWatermark={highWatermark} />
      {log.readers.map((reading) => (
        <GroupLane key={reading.group} reading={reading} window={window} size={size} selected={selected} />
      ))}
    </section>
  );
}

/** A partition that follows its end has no window of its own. */
function windowsWith(windows: LogView['windows'], key: string, from: number | null): LogView['windows'] {
  const { [key]: _, ...others } = windows;
  return from === null ? others : { ...others, [key]: from };
}

interface HeadProps {
  readonly partition: PartitionView;
  readonly selected: boolean;
  readonly highWatermark: number | null;
  readonly lastStableOffset: number | null;
}

function Head({ partition, selected, highWatermark, lastStableOffset }: HeadProps): ReactNode {
  const { actions } = useSimulator();
  const { key, replicas, isr, elr, minInsyncReplicas } = partition;
  const flag = flagOf(partition);
  return (
    <header className="log-head">
      <h3>
        <button type="button" className="log-name" data-key={key} aria-current={selected ? 'true' : undefined} onClick={() => actions.select(key)}>
          {key}
        </button>
      </h3>
      {flag !== null && (
        <span className="log-flag" data-tone={flag.tone}>
          {words.flags[flag.kind]}
        </span>
      )}
      <span className="log-facts">
        <span>
          <Told words={words.replicationFactor(replicas.length)} />
        </span>
        <span>
          <Told words={words.isr(isr.length === 0 ? words.none : isr.join(', '))} />
        </span>
        <span>
          <Told words={words.minIsr(minInsyncReplicas)} />
        </span>
        {elr.length > 0 && (
          <span>
            <Told words={words.elr(elr.join(', '))} />
          </span>
        )}
        {highWatermark !== null && lastStableOffset !== null && (
          <span data-lso={lastStableOffset}>
            <Told words={lastStableOffset === highWatermark ? words.lastStableIsHighWatermark(lastStableOffset) : words.lastStableOffset(lastStableOffset)} />
          </span>
        )}
      </span>
    </header>
  );
}
