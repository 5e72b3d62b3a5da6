import { useId, useRef } from 'react';
import type { ReactNode, ToggleEvent } from 'react';
import { MESSAGE_KINDS } from '../../base/messageKinds.ts';
import * as words from '../../words/stage.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import '../styles/kindFilter.css';

const MARGIN = 8;

/** Which kinds of messages are drawn. */
export function KindFilter(): ReactNode {
  const { actions } = useSimulator();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLFieldSetElement>(null);
  const shown = useAppState(({ shownKinds }) => shownKinds);
  const onToggle = ({ newState }: ToggleEvent<HTMLElement>): void => {
    if (newState !== 'open' || list.current === null || button.current === null) return;
    const { left, bottom } = button.current.getBoundingClientRect();
    list.current.style.left = `${Math.max(MARGIN, Math.min(left, window.innerWidth - list.current.offsetWidth - MARGIN))}px`;
    list.current.style.top = `${Math.max(MARGIN, Math.min(bottom + 4, window.innerHeight - list.current.offsetHeight - MARGIN))}px`;
  };
  return (
    <>
      <button type="button" className="button stage-kinds" ref={button} popoverTarget={id}>
        {words.messages} <span className="stage-kinds-count">{shown.length === MESSAGE_KINDS.length ? words.allKinds : words.someKinds(shown.length, MESSAGE_KINDS.length)}</span>
      </button>
      <fieldset id={id} popover="auto" className="kind-filter" ref={list} onToggle={onToggle}>
        <legend>{words.messagesToDraw}</legend>
        {MESSAGE_KINDS.map((kind) => (
          <label key={kind}>
            <input type="checkbox" checked={shown.includes(kind)} onChange={(event) => actions.setKindShown(kind, event.target.checked)} />
            <span>
              {words.kinds[kind].title} <small>{words.kinds[kind].about}</small>
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
