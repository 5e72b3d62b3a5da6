import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { logNameOf, type LogName } from '../../base/logName.ts';
import type { BrokerView, Frame, ReplicaView } from '../../scene/frame.ts';
import { cellMetrics, windowStart } from '../../scene/strip.ts';
import type { CellMetrics } from '../../scene/strip.ts';
import { topicOf } from '../../scene/tiles.ts';
import type { BrokerBox, Scene } from '../../scene/types.ts';
import { BrokerCard } from './BrokerCard.tsx';
import { partitionName, type Mark } from './describe.ts';
import { isSilent } from './heartbeat.ts';
import { underMinOf, type UnderMin } from './holding.ts';
import { readersOf } from './readers.ts';
import type { Reader } from './readers.ts';
import { ReplicaRow } from './ReplicaRow.tsx';
import { ReplicaTile } from './ReplicaTile.tsx';

interface BrokersProps {
  readonly frame: Frame;
  readonly scene: Scene;
  readonly selected: string | null;
  readonly focus: ReadonlySet<string>;
}

/** What all rows of all brokers share. */
interface RowContext extends BrokersProps {
  readonly replicas: ReadonlyMap<string, ReplicaView>;
  readonly metrics: CellMetrics;
  /** First offset in the window, by partition. */
  readonly windows: ReadonlyMap<string, number>;
  readonly readers: ReadonlyMap<string, readonly Reader[]>;
  /** In-sync replicas by partition, as `1,2,3`. */
  readonly isrs: ReadonlyMap<string, string>;
  /** Partitions that refuse acks=all. */
  readonly under: ReadonlyMap<string, UnderMin>;
  /** What is selected, as part of a log. */
  readonly chosen: LogName | null;
  /** A partition's number says which it is. */
  readonly oneTopic: boolean;
}

const NOBODY: readonly Reader[] = [];

export function Brokers(props: BrokersProps): ReactNode {
  const { frame, scene } = props;
  const metrics = useCellMetrics(frame, scene);
  const context: RowContext = {
    ...props,
    metrics,
    chosen: logNameOf(props.selected),
    replicas: new Map(frame.replicas.map((replica) => [replica.key, replica])),
    windows: windowsOf(frame, metrics.slots),
    readers: readersOf(frame),
    oneTopic: new Set(scene.brokers.flatMap(({ tiles }) => tiles.map(({ key }) => topicOf(key)))).size < 2,
    isrs: new Map(frame.partitions.map(({ key, isr }) => [key, isr.join(',')])),
    under: new Map(
      frame.partitions.flatMap((partition) => {
        const under = underMinOf(partition);
        return under === null ? [] : [[partition.key, under] as const];
      }),
    ),
  };
  const brokers = new Map(frame.brokers.map((broker) => [broker.key, broker]));
  return scene.brokers.map((box) => {
    const broker = brokers.get(box.key);
    return broker === undefined ? null : <Broker key={box.key} broker={broker} box={box} context={context} />;
  });
}

function Broker({ broker, box, context }: { readonly broker: BrokerView; readonly box: BrokerBox; readonly context: RowContext }): ReactNode {
  const { selected, focus, replicas, frame } = context;
  const own = [...box.rows, ...box.tiles].flatMap(({ key }) => replicas.get(key) ?? []);
  return (
    <BrokerCard broker={broker} box={box} replicas={own} silent={isSilent(broker, frame.now)} racked={context.scene.racks.length > 0} selected={selected === box.key} focused={focus.has(box.key)}>
      <Rows box={box} context={context} />
    </BrokerCard>
  );
}

function Rows({ box, context }: { readonly box: BrokerBox; readonly context: RowContext }): ReactNode {
  const { scene, selected, chosen, focus, replicas, metrics, windows, readers, isrs, under } = context;
  return (
    <>
      {box.rows.map((row) => {
        const replica = replicas.get(row.key);
        if (replica === undefined) return null;
        const partition = partitionName(replica);
        return (
          <ReplicaRow
            key={row.key}
            replica={replica}
            box={row}
            origin={box.rect}
            level={scene.level}
            labels={scene.labels}
            metrics={metrics}
            from={windows.get(partition) ?? 0}
            readers={readers.get(partition) ?? NOBODY}
            isr={isrs.get(partition) ?? ''}
            under={under.get(partition) ?? null}
            selected={selected === row.key}
            marked={partition === chosen?.name ? markOf(chosen) : null}
            focused={isInFocus(focus, replica)}
          />
        );
      })}
      {box.tileTitles.map(({ text, rect }) => (
        <span key={text} className="tile-topic" style={{ left: rect.x - box.rect.x, top: rect.y - box.rect.y, width: rect.width, height: rect.height }}>
          {text}
        </span>
      ))}
      {box.tiles.map((tile) => {
        const replica = replicas.get(tile.key);
        return replica === undefined ? null : (
          <ReplicaTile
            key={tile.key}
            replica={replica}
            box={tile}
            origin={box.rect}
            numbered={context.oneTopic || box.tileTitles.length > 0}
            isr={isrs.get(partitionName(replica)) ?? ''}
            under={under.get(partitionName(replica)) ?? null}
            selected={selected === tile.key}
            marked={partitionName(replica) === chosen?.name ? markOf(chosen) : null}
            focused={isInFocus(focus, replica)}
          />
        );
      })}
    </>
  );
}

/** A story looks at a replica or at all replicas of a partition. A look at a whole topic would mark everything. */
function isInFocus(focus: ReadonlySet<string>, replica: ReplicaView): boolean {
  return focus.has(replica.key) || focus.has(partitionName(replica));
}

/** A copy that is selected is marked itself. */
function markOf({ broker, offset }: LogName): Mark {
  return offset !== null ? 'record' : broker === null ? 'partition' : null;
}

/** Spacing of cells, which changes only with the layout and when offsets gain a digit. */
function useCellMetrics(frame: Frame, scene: Scene): CellMetrics {
  const longest = frame.replicas.reduce((most, { endOffset }) => Math.max(most, endOffset), 0);
  const digits = String(longest).length;
  return useMemo(() => {
    const cells = scene.brokers.flatMap(({ rows }) => rows)[0]?.cells;
    const numbered = scene.level !== 'compact' && scene.level !== 'heat';
    return cellMetrics(cells?.width ?? 0, cells?.height ?? 0, Number('9'.repeat(digits)), numbered);
  }, [scene, digits]);
}

/** One window a partition, by the longest of its replicas, so that they stay comparable. */
function windowsOf(frame: Frame, slots: number): Map<string, number> {
  const ends = new Map<string, number>();
  for (const replica of frame.replicas) {
    const name = partitionName(replica);
    ends.set(name, Math.max(ends.get(name) ?? 0, replica.endOffset));
  }
  return new Map([...ends].map(([name, end]) => [name, windowStart(end, slots)]));
}
