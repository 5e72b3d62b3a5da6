import { use } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { useDiffers } from '../cluster/pictureContext.ts';
import * as words from '../../words/cluster/picture.ts';
import { SelectedContext } from './selectedContext.ts';

interface PartProps {
  /** What is selected with it. */
  readonly of: string;
  readonly className: string;
  readonly label: string;
  readonly title?: string;
  /** State for style sheets and tests: attribute names without `data-`. */
  readonly state?: Readonly<Record<string, string | number | boolean | null>>;
  readonly style?: CSSProperties | undefined;
  readonly children: ReactNode;
}

/** Something of the picture that can be selected. It lies where the flow of the page puts it. */
export function Part({ of, className, label, title, state = {}, style, children }: PartProps): ReactNode {
  const isSelected = use(SelectedContext) === of;
  const differs = useDiffers(of);
  const data: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(state)) if (value !== null && value !== false) data[`data-${name}`] = value === true ? '' : value;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset groups controls of a form, and this is a picture
    <div role="group" className={`entity ${className}`} tabIndex={-1} aria-label={differs === null ? label : `${label} ${words.differsToo(differs)}`} title={differs === null ? title : words.differs(differs)} data-differs={differs === null ? undefined : ''} aria-current={isSelected ? 'true' : undefined} data-key={of} style={style} {...data}>
      {children}
    </div>
  );
}
