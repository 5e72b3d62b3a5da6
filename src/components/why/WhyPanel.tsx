import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { sentence, type BecauseLink } from '../../store/facts.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { clockDigits, clockText } from '../transport/clockText.ts';
import '../styles/why.css';
import { SpaceTime } from './SpaceTime.tsx';

/** What led to a fact: causes under what they caused, back to what somebody did, and the same over time. */
export function WhyPanel(): ReactNode {
  const { actions } = useSimulator();
  const why = useAppState((state) => state.why);
  const heading = useRef<HTMLHeadingElement>(null);
  const seq = why?.fact.seq;
  // Who asks by keyboard goes on reading here.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [seq]);
  if (why === null) return null;
  const { fact, chain } = why;
  return (
    <>
      <header className="inspector-header">
        <p className="inspector-kind">Why?</p>
        <button type="button" className="inspector-close" onClick={() => actions.select(null)} aria-label="Close the causes">
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2 2l8 8M10 2l-8 8" />
          </svg>
        </button>
        <h2 ref={heading} tabIndex={-1}>
          {sentence(fact)}
        </h2>
        <output className="inspector-status why-status" data-tone="plain">
          {statusOf(chain)}
        </output>
      </header>
      {chain !== undefined && chain !== null && <Chain chain={chain} />}
    </>
  );
}

function statusOf(chain: BecauseLink | null | undefined): string {
  if (chain === undefined) return 'The run is played once more to find out.';
  if (chain === null) return 'This run does not have that event any more.';
  const ends = endsOf(chain);
  if (chain.because.length === 0) return 'That is how it began: nothing led to it.';
  return ends.length === 0 ? 'Further back nothing is known.' : `It comes of: ${ends.join('; ')}`;
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
        <li key={`${link.name} ${link.event ?? ''} ${link.fact ?? ''}`} data-kind={link.kind} data-name={link.name} data-context={link.isContext}>
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
  const { at, fact, kind, how } = link;
  const go = (): void => (fact === null ? actions.seekTo(at) : actions.goTo({ seq: fact, at }));
  const words = <span className="why-words">{link.sentence}</span>;
  return (
    <>
      {how !== null && <p className="why-how">{how}</p>}
      {kind === 'setting' ? (
        <p className="why-link">{words}</p>
      ) : (
        <button type="button" className="why-link" onClick={go} title="Go to that moment">
          <span className="event-time">{clockText(at, digits)}</span>
          {words}
        </button>
      )}
    </>
  );
}
