import { use, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { causeKey, type BecauseLink } from '../../store/facts.ts';
import type { WhyState } from '../../store/state.ts';
import { PictureContext } from '../cluster/pictureContext.ts';
import { localText } from '../format/readersNumbers.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { clockDigits, clockText } from '../transport/clockText.ts';
import '../styles/why.css';
import { SpaceTime } from './SpaceTime.tsx';

/** What led to a fact: causes under what they caused, back to what somebody did, and the same over time. */
export default function WhyPanel(): ReactNode {
  const { actions } = useSimulator();
  const why = useAppState((state) => state.why);
  const picture = use(PictureContext);
  const heading = useRef<HTMLHeadingElement>(null);
  const subject = why?.subject;
  // Who asks by keyboard goes on reading here.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [subject]);
  if (why === null) return null;
  const { title, chain } = why;
  const asked = chain === undefined || chain === null || why.subject.kind === 'fact' ? title : chain.sentence;
  return (
    <>
      <header className="inspector-header">
        <p className="inspector-kind">Why?{picture !== null && <span className="why-run"> In the run with {picture.name}</span>}</p>
        <button type="button" className="inspector-close" onClick={() => actions.select(null)} aria-label="Close the causes">
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2 2l8 8M10 2l-8 8" />
          </svg>
        </button>
        <h2 ref={heading} tabIndex={-1}>
          {localText(asked)}
        </h2>
        <output className="inspector-status why-status" data-tone="plain">
          {localText(statusOf(why))}
        </output>
        <Waiting why={why} />
      </header>
      {chain !== undefined && chain !== null && <Chain chain={chain} />}
    </>
  );
}

/** How far the answer is, and a way not to wait for it; or to ask once more. */
function Waiting({ why }: { readonly why: WhyState }): ReactNode {
  const { actions } = useSimulator();
  const { chain, progress, isStopped, subject, title } = why;
  if (chain !== undefined) return null;
  return (
    <div className="why-waiting">
      {progress !== null && <progress aria-label="Played once more so far" max={progress.to} value={progress.at} />}
      {isStopped ? (
        <button type="button" className="button" onClick={() => actions.askWhyOf(subject, title)}>
          Ask again
        </button>
      ) : (
        <button type="button" className="button" onClick={() => actions.stopWhy()}>
          Stop
        </button>
      )}
    </div>
  );
}

function statusOf({ chain, progress, isStopped, subject }: WhyState): string {
  if (isStopped) return 'Stopped before the answer was found.';
  if (chain === undefined && progress !== null) return `The run is played once more to find out: ${clockText(progress.at, 3)} of ${clockText(progress.to, 3)}.`;
  if (chain === undefined) return 'The run is played once more to find out.';
  if (chain === null) return subject.kind === 'message' ? 'That message is not on its way any more.' : 'This run does not have that any more.';
  const ends = endsOf(chain);
  if (chain.because.length === 0) return 'That is how it began: nothing led to it.';
  if (ends.length === 0) return endless(chain);
  return `It comes of: ${ends.join('; ')}`;
}

/** Where a chain goes back to that ends at nothing that somebody did or set. */
function endless(chain: BecauseLink): string {
  const leaves = leavesOf(chain);
  if (leaves.every(({ kind }) => kind === 'state' || kind === 'message')) return 'It is what always goes on.';
  const first = leaves.filter(({ kind }) => kind === 'fact').reduce((one, other) => (other.at < one.at ? other : one));
  return first.at < JUST_BEGUN_US ? `It goes back to the beginning of the run, ${clockText(first.at, 3)}.` : `It goes back to ${clockText(first.at, 3)}. What led to that is not told.`;
}

/** Until then everything is there that a document begins with. */
const JUST_BEGUN_US = 5_000_000;

function leavesOf(link: BecauseLink): readonly BecauseLink[] {
  return link.because.length === 0 ? [link] : link.because.flatMap(leavesOf);
}

/** What was done, once each, in order of time. */
function endsOf(link: BecauseLink): string[] {
  const ends: BecauseLink[] = [];
  const look = (one: BecauseLink): void => {
    if (one.kind === 'command' || one.kind === 'setting') ends.push(one);
    one.because.forEach(look);
  };
  look(link);
  return [...new Set(ends.toSorted((a, b) => a.at - b.at).map((one) => one.sentence.replace(/^Done: /, '').replace(/\.$/, '')))];
}

function Chain({ chain }: { readonly chain: BecauseLink }): ReactNode {
  return (
    <div className="why">
      <Causes of={chain} />
      <SpaceTime chain={chain} />
    </div>
  );
}

/** The causes of a link. One alone goes straight on below; several are set in. */
function Causes({ of }: { readonly of: BecauseLink }): ReactNode {
  if (of.because.length === 0) return null;
  return (
    <ol className="why-causes" data-several={of.because.length > 1}>
      {of.because.map((link) => (
        <li key={`${causeKey(link)} ${link.sentence}`} data-kind={link.kind} data-name={link.name} data-context={link.isContext}>
          <Cause link={link} />
          <Causes of={link} />
        </li>
      ))}
    </ol>
  );
}

function Cause({ link }: { readonly link: BecauseLink }): ReactNode {
  const { actions } = useSimulator();
  const digits = useAppState(({ speed }) => clockDigits(speed));
  const { at, kind, how } = link;
  const isShown = useAppState(({ why }) => why?.shown === causeKey(link));
  const words = <span className="why-words">{localText(link.sentence)}</span>;
  return (
    <>
      {how !== null && <p className="why-how">{localText(how)}</p>}
      {kind === 'setting' || kind === 'state' ? (
        <p className="why-link">{words}</p>
      ) : (
        <button type="button" className="why-link" aria-current={isShown ? 'true' : undefined} onClick={() => actions.goToCause(link)} title="Go to that moment">
          <span className="event-time">{clockText(at, digits)}</span>
          {words}
        </button>
      )}
    </>
  );
}
