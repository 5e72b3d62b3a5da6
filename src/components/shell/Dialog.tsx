import { useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import * as words from '../../words/shell.ts';
import { focusFirst } from './focusFirst.ts';
import { Icon } from './Icon.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A modal dialog while it is mounted: the browser keeps the focus inside, and Escape or a click beside it closes it. It begins at its first
 * field, or at its title, and gives the focus back to what it was opened from.
 */
export function Dialog({ title, onClose, children }: DialogProps): ReactNode {
  const element = useRef<HTMLDialogElement>(null);
  // Open as soon as it is there: a key that is pressed then is its own.
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const opener = document.activeElement;
    if (!current.open) begin(current);
    return () => {
      // One that is taken away open does not give the focus back.
      current.close();
      if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);
  useLayoutEffect(() => {
    const { current } = element;
    const onClick = (event: MouseEvent): void => {
      if (event.target === current) onClose();
    };
    current?.addEventListener('click', onClick);
    current?.addEventListener('close', onClose);
    return () => {
      current?.removeEventListener('click', onClick);
      current?.removeEventListener('close', onClose);
    };
  }, [onClose]);
  return (
    <dialog className="dialog" ref={element} aria-label={title}>
      <div className="dialog-inner">
        <div className="dialog-header">
          <h2 tabIndex={-1}>{title}</h2>
          <button type="button" className="button icon-button" aria-label={words.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** Where nothing asked for the focus with `focusFirst`, the browser would give it to what stands first, which closes the dialog. */
function begin(dialog: HTMLDialogElement): void {
  const first = dialog.querySelector('[autofocus]') ?? dialog.querySelector('form :is(input, select, textarea)') ?? dialog.querySelector('h2');
  if (first instanceof HTMLElement) focusFirst(first);
  dialog.showModal();
}
