import { useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import * as words from '../../words/shell.ts';
import { Icon } from './Icon.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog while it is mounted: the browser keeps the focus inside, and Escape or a click beside it closes it. */
export function Dialog({ title, onClose, children }: DialogProps): ReactNode {
  const element = useRef<HTMLDialogElement>(null);
  // Open as soon as it is there: a key that is pressed then is its own.
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    if (!current.open) current.showModal();
    const onClick = (event: MouseEvent): void => {
      if (event.target === current) onClose();
    };
    current.addEventListener('click', onClick);
    return () => current.removeEventListener('click', onClick);
  }, [onClose]);
  return (
    <dialog className="dialog" ref={element} aria-label={title} onClose={onClose}>
      <div className="dialog-inner">
        <div className="dialog-header">
          <h2>{title}</h2>
          <button type="button" className="button icon-button" aria-label={words.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
