import { useId } from 'react';
import type { ReactNode } from 'react';
import { nodeName } from '../../store/facts.ts';
import type { AppState } from '../../store/state.ts';
import * as panelWords from '../../words/inspector/panel.ts';
import * as words from '../../words/inspector/selection.ts';
import { Told } from '../glossary/Told.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { cutFromThose, setActions } from './setCommands.ts';
import '../styles/selection.css';

type Sets = NonNullable<AppState['sets']>;

/** Several nodes are chosen: which, what can be done to all of them, and whom they may be cut from. */
export default function SelectionPanel(): ReactNode {
  const { actions } = useSimulator();
  const id = useId();
  const sets = useAppState((state) => state.sets);
  const frame = useAppState((state) => state.frame);
  if (sets === null || frame === null) return null;
  const { these, those } = sets;
  const cuts = cutFromThose(frame, these, those);
  return (
    <>
      <header className="inspector-header">
        <p className="inspector-kind">{words.selection}</p>
        <button type="button" className="inspector-close" onClick={() => actions.select(null)} aria-label={panelWords.close}>
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2 2l8 8M10 2l-8 8" />
          </svg>
        </button>
        <h2>{words.chosen(these.length)}</h2>
        <p className="inspector-effect">{words.howToChoose}</p>
      </header>
      <NodeSet title={words.these} sets={sets} into="these" />
      <section className="inspector-section" aria-labelledby={`${id}-all`}>
        <h3 id={`${id}-all`}>{words.doToAll}</h3>
        <div className="inspector-actions">
          {setActions(frame, these).map(({ label, effect, commands, danger }) => (
            <div key={label}>
              <button type="button" data-danger={danger ? '' : undefined} aria-describedby={`${id}-${label}`} onClick={() => actions.carryOutAll(commands)}>
                {label}
              </button>
              <p id={`${id}-${label}`} className="inspector-effect">
                {effect}
              </p>
            </div>
          ))}
        </div>
      </section>
      <section className="inspector-section" aria-labelledby={`${id}-those`}>
        <h3 id={`${id}-those`}>
          <Told words={words.cutFromThose} />
        </h3>
        <NodeSet title={words.those} sets={sets} into="those" />
        {those.length > 0 && (
          <button type="button" className="button" disabled={cuts.length === 0} onClick={() => actions.carryOutAll(cuts)}>
            {cuts.length === 0 ? words.nothingToCut : words.cutBetween(cuts.length)}
          </button>
        )}
      </section>
    </>
  );
}

/** The nodes of one set, each to be taken out, and a switch that lets plain clicks choose. */
function NodeSet({ title, sets, into }: { readonly title: string; readonly sets: Sets; readonly into: 'these' | 'those' }): ReactNode {
  const { actions } = useSimulator();
  const chosen = sets[into];
  const isChoosing = sets.choosing === into;
  return (
    <div className="node-set" data-set={into}>
      <ul aria-label={title}>
        {chosen.map((node) => (
          <li key={node}>
            {nodeName(node)}
            <button type="button" aria-label={words.takeOut(nodeName(node))} onClick={() => actions.setChosen({ ...sets, [into]: chosen.filter((each) => each !== node) })}>
              <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
                <path d="M2 2l8 8M10 2l-8 8" />
              </svg>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="button" aria-pressed={isChoosing} onClick={() => actions.setChosen({ ...sets, choosing: isChoosing ? null : into })}>
        {isChoosing ? words.doneChoosing : into === 'these' ? words.chooseMore : words.chooseThose}
      </button>
    </div>
  );
}
