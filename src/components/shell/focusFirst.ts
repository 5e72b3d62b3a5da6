/** A dialog that opens gives the focus to what has this attribute, which React keeps to itself. */
export function focusFirst(element: HTMLElement | null): void {
  element?.setAttribute('autofocus', '');
}
