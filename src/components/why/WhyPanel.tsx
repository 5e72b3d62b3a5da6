import { use, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { causeKey, type BecauseLink } from '../../store/facts.ts';
import type { WhyState } from '../../store/state.ts';
import * as words from '../../words/causes.ts';
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
        <p className="inspector-kind">{words.why}{picture !== null && <span className="why-run"> {words.inRunWith(picture.name)}</span>}</p>
        <button type="button" className="inspector-close" onClick={() => actions.select(null)} aria-label={words.closeCauses}>
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
      {progress !== null && <progress aria-label={words.playedSoFar} max={progress.to} value={progress.at} />}
      {isStopped ? (
        <button type="button" className="button" onClick={() => actions.askWhyOf(subject, title)}>
          {words.askAgain}
        </button>
      ) : (
        <button type="button" className="button" onClick={() => actions.stopWhy()}>
          {words.stop}
        </button>
      )}
    </div>
  );
}

function statusOf({ chain, progress, isStopped, subject }: WhyState): string {
  if (isStopped) return words.stopped;
  if (chain === undefined && progress !== null) return words.isPlayedSoFar(clockText(progress.at, 3), clockText(progress.to, 3));
  if (chain === undefined) return words.isPlayed;
  if (chain === null) return subject.kind === 'message' ? words.messageGone : words.goneFromRun;
  const ends = endsOf(chain);
  if (chain.because.length === 0) return words.howItBegan;
  if (ends.length === 0) return endless(chain);
  return words.comesOf(ends);
}

/** Where a chain goes back to that ends at nothing that somebody did or set. */
function endless(chain: BecauseLink): string {
  const leaves = leavesOf(chain);
  if (leaves.every(({ kind }) => kind === 'state' || kind === 'message')) return words.alwaysGoesOn;
  const first = leaves.filter(({ kind }) => kind === 'fact').reduce((one, other) => (other.at < one.at ? other : one));
  return first.at < JUST_BEGUN_US ? words.goesBackToBeginning(clockText(first.at, 3)) : words.goesBackTo(clockText(first.at, 3));
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
  return [...new Set(ends.toSorted((a, b) => a.at - b.at).map((one) => words.asEnd(one.sentence)))];
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
  const said = <span className="why-words">{localText(link.sentence)}</span>;
  return (
    <>
      {how !== null && <p className="why-how">{localText(how)}</p>}
      {kind === 'setting' || kind === 'state' ? (
        <p className="why-link">{said}</p>
      ) : (
        <button type="button" className="why-link" aria-current={isShown ? 'true' : undefined} onClick={() => actions.goToCause(link)} title={words.goToMoment}>
          <span className="event-time">{clockText(at, digits)}</span>
          {said}
        </button>
      )}
    </>
  );
}
