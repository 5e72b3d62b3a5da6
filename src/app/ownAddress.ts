const OWN = 'commitLog';

/** Whether the page wrote the address that it was loaded with: then whoever loads it again wants what was there, and not what it names. */
export function isOwnAddress(): boolean {
  return (history.state as { readonly [OWN]?: unknown } | null)?.[OWN] === true;
}

/** `search` and `hash` of the page from now on. */
export function writeAddress(rest: string): void {
  history.replaceState({ [OWN]: true }, '', `${window.location.pathname}${rest}`);
}
