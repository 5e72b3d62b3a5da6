import { use } from 'react';
import type { ReactNode } from 'react';
import { useSimulator } from '../simulatorContext.tsx';
import type { EntityCommand } from './entityCommands.ts';
import { PictureContext } from './pictureContext.ts';

/** A button on a drawn thing; `tone` danger for what breaks it. */
export function ActionButton({ words, action, tone }: { readonly words: string; readonly action: EntityCommand; readonly tone: 'danger' | 'plain' }): ReactNode {
  const { actions } = useSimulator();
  const picture = use(PictureContext);
  if (picture?.isReadOnly === true) return null;
  return (
    <button type="button" className="entity-button" data-tone={tone} aria-label={action.label} onClick={() => actions.command(action.command)}>
      {words}
    </button>
  );
}
