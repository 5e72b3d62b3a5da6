import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { BrokerView } from '../../scene/frame.ts';
import * as words from '../../words/cluster/picture.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { heartbeatWords } from './heartbeat.ts';
import type { HeartbeatDetail } from './heartbeat.ts';

const REDRAW_US_MIN = 10_000;

interface HeartbeatNoteProps {
  readonly broker: BrokerView;
  readonly detail: HeartbeatDetail;
}

/** How long a broker has been silent and when its session ends, counting with the playhead rather than with frames. */
export function HeartbeatNote({ broker, detail }: HeartbeatNoteProps): ReactNode {
  const { playhead } = useSimulator();
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let shownAt = -1;
    const draw = (now: number): void => {
      if (text.current === null || Math.abs(now - shownAt) < REDRAW_US_MIN) return;
      shownAt = now;
      const note = heartbeatWords(broker, now, detail);
      if (text.current.textContent !== note) text.current.textContent = note;
    };
    draw(playhead.now());
    return playhead.subscribe(draw);
  }, [playhead, broker, detail]);
  const until = broker.zookeeper === undefined ? words.untilFenced : words.untilSessionEnds;
  return <span className="broker-note" data-tone="bad" ref={text} title={detail === 'short' && broker.sessionExpiresAt !== null ? until : undefined} />;
}
