import type { ReactNode } from 'react';
import type { BrokerView } from '../../scene/frame.ts';
import * as words from '../../words/cluster/picture.ts';
import '../styles/vitals.css';

/** Header widths from which all of it has room, and from which what is out of the ordinary has. */
const ALL_FROM = 380;
const SOME_FROM = 290;

interface VitalsProps {
  readonly vitals: BrokerView['vitals'];
  /** Of the header. */
  readonly width: number;
  /** Whether words of trouble stand beside it, which need the room. */
  readonly beside: boolean;
}

/** A broker's request queue, the requests it keeps for later, and what its disk has yet to get: small, and quiet while all is well. */
export function Vitals({ vitals, width, beside }: VitalsProps): ReactNode {
  const { queued, parkedProduces, parkedFetches, notOnDisk } = vitals;
  const all = width >= ALL_FROM && !beside;
  if (width < SOME_FROM) return null;
  return (
    <span className="vitals" data-queued={queued} data-produces={parkedProduces} data-fetches={parkedFetches} data-not-on-disk={notOnDisk ?? undefined}>
      {(all || queued > 0) && (
        <Vital told={queued === 0 ? words.nothingQueued : words.queued(queued)} isWarning={queued > 0}>
          {words.queue(queued)}
        </Vital>
      )}
      {(all || parkedProduces > 0) && (
        <Vital told={words.parked(parkedProduces, parkedFetches)}>
          <ParkedMark />
          {all ? `${parkedProduces} + ${parkedFetches}` : parkedProduces}
        </Vital>
      )}
      {all && notOnDisk !== null && (
        <Vital told={words.notOnDisk(notOnDisk)}>{words.cache(notOnDisk)}</Vital>
      )}
    </span>
  );
}

interface VitalProps {
  /** What it says in a sentence, to who rests on it and to who cannot see it. */
  readonly told: string;
  readonly isWarning?: boolean;
  readonly children: ReactNode;
}

function Vital({ told, isWarning, children }: VitalProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn with words and lines, and read as one thing
    <span role="img" aria-label={told} title={told} data-tone={isWarning === true ? 'warn' : undefined}>
      {children}
    </span>
  );
}

/** A message that stands before a bar, as a held one does on its link. */
function ParkedMark(): ReactNode {
  return (
    <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
      <circle cx="3" cy="5" r="2.5" />
      <path d="M8 1v8" />
    </svg>
  );
}
