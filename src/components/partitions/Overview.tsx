import { useRef } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import { Icon } from './Icons.tsx';
import type { PartitionLog } from '../../scene/frame.ts';
import { centredOn, movedTo, type LogStretch } from '../../scene/partitions/logWindow.ts';
import * as words from '../../words/partitions/lens.ts';
import type { StripSize } from './sizes.ts';

interface OverviewProps {
  readonly log: PartitionLog;
  readonly window: LogStretch;
  readonly size: StripSize;
  readonly highWatermark: number | null;
  readonly follows: boolean;
  readonly onMove: (from: number | null) => void;
}

/** The whole log as a bar with the window in it, for logs that do not fit; dragging it goes to other offsets. */
export function Overview({ log, window, size: { width }, highWatermark, follows, onMove }: OverviewProps): ReactNode {
  const bar = useRef<SVGSVGElement>(null);
  const length = Math.max(1, log.end - log.start);
  const xOf = (offset: number): number => (Math.max(0, Math.min(length, offset - log.start)) / length) * width;
  const goTo = ({ clientX }: PointerEvent): void => {
    const left = bar.current?.getBoundingClientRect().left ?? 0;
    onMove(centredOn(log.start + ((clientX - left) / width) * length, log, window.slots));
  };
  const step = (by: number): void => onMove(movedTo(window.from + by * Math.max(1, window.slots - 2), log, window.slots));
  return (
    <div className="log-lane log-overview">
      <span className="log-label log-travel">
        <TravelButton icon="first" disabled={window.from <= log.start} onClick={() => onMove(log.start)} of={log.key} />
        <TravelButton icon="back" disabled={window.from <= log.start} onClick={() => step(-1)} of={log.key} />
        <TravelButton icon="on" disabled={follows} onClick={() => step(1)} of={log.key} />
        <TravelButton icon="last" pressed={follows} onClick={() => onMove(null)} of={log.key} />
      </span>
      <svg
        className="log-strip log-bar"
        width={width}
        height={24}
        aria-hidden="true"
        ref={bar}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          goTo(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) goTo(event);
        }}
      >
        <rect className="log-bar-all" x={0} y={10} width={width} height={4} rx={2} />
        {log.epochs.length > 0 && highWatermark !== null && <path className="log-bar-hw" d={`M${xOf(highWatermark)} 6v12`} />}
        <rect className="log-bar-window" x={xOf(window.from)} y={5} width={Math.max(6, xOf(window.from + window.slots) - xOf(window.from))} height={14} rx={3} />
      </svg>
    </div>
  );
}

interface TravelProps {
  readonly of: string;
  readonly icon: 'first' | 'back' | 'on' | 'last';
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
}

function TravelButton({ of, icon, onClick, disabled = false, pressed }: TravelProps): ReactNode {
  return (
    <button type="button" className="log-travel-button" aria-label={words.travelIn[icon](of)} title={words.travel[icon]} aria-pressed={pressed} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
