import { use } from 'react';
import type { ReactNode } from 'react';
import type { Point, Rect } from '../../scene/geometry.ts';
import * as words from '../../words/cluster/picture.ts';
import { PickedContext, useDiffers } from './pictureContext.ts';

export interface EntityProps {
  readonly entityKey: string;
  readonly area: Rect;
  /** Where the parent element begins, when that is not the scene. */
  readonly origin?: Point;
  readonly className: string;
  /** What it is and how it is, in sentences. */
  readonly label: string;
  readonly selected: boolean;
  readonly focused?: boolean;
  /** Shown by the browser to a pointer that rests on it. */
  readonly title?: string;
  /** State for style sheets and tests: attribute names without `data-`. */
  readonly state: Readonly<Record<string, string | number | boolean | null>>;
  readonly children?: ReactNode;
}

/** A drawn thing that can be focused and selected. Clicks and keys are handled by the lens that holds it. */
export function Entity({ entityKey, area, origin, className, label, selected, focused, title, state, children }: EntityProps): ReactNode {
  const differs = useDiffers(entityKey);
  const picked = use(PickedContext)?.get(entityKey);
  const described = picked === undefined ? label : `${label} ${words.among[picked]}`;
  const data: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(state)) if (value !== null && value !== false) data[`data-${name}`] = value === true ? '' : value;
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset groups controls of a form, and this is a picture
      role="group"
      className={`entity ${className}`}
      tabIndex={-1}
      aria-label={differs === null ? described : `${described} ${words.differsToo(differs)}`}
      title={differs === null ? title : words.differs(differs)}
      aria-current={selected ? 'true' : undefined}
      data-key={entityKey}
      data-picked={picked}
      data-differs={differs === null ? undefined : ''}
      data-in-focus={focused === true ? '' : undefined}
      style={{ left: area.x - (origin?.x ?? 0), top: area.y - (origin?.y ?? 0), width: area.width, height: area.height }}
      {...data}
    >
      {children}
    </div>
  );
}
