import { Suspense, useRef } from 'react';
import type { ReactNode } from 'react';
import { useContextMenu } from '../palette/useContextMenu.tsx';
import { HistoryNote } from '../guarantees/HistoryNote.tsx';
import { waits } from '../../words/lenses.ts';
import { useAppState } from '../simulatorContext.tsx';
import { LENS_VIEWS, type LensView } from './lenses.ts';
import { Drawn, useLensChange } from './useLensChange.ts';
import '../styles/cluster.css';
import '../styles/replicas.css';
import '../styles/clients.css';
import '../styles/moving.css';
import '../styles/links.css';
import '../styles/racks.css';

interface StageProps {
  /** In a frame of an article. */
  readonly embedded?: boolean;
  /** What stands over the picture, which an embed does without and does not load. */
  readonly bar?: ReactNode;
}

/** The stage: a lens over the run. */
export function Stage({ embedded = false, bar }: StageProps): ReactNode {
  const stage = useRef<HTMLElement>(null);
  const { lens, title, View } = useLensView();
  const onDrawn = useLensChange(stage);
  const menu = useContextMenu(stage);
  return (
    <section className="stage" aria-label={title} ref={stage} data-lens={lens}>
      {bar}
      <HistoryNote />
      <Suspense
        fallback={
          <div className="lens" aria-busy="true">
            <p className="lens-wait">{waits}</p>
          </div>
        }
      >
        <View embedded={embedded} />
        <Drawn key={lens} onDrawn={onDrawn} />
      </Suspense>
      {menu}
    </section>
  );
}

function useLensView(): LensView {
  const lens = useAppState((state) => state.lens);
  const view = LENS_VIEWS.find((each) => each.lens === lens) ?? LENS_VIEWS[0];
  if (view === undefined) throw new Error('There is no lens.');
  return view;
}
