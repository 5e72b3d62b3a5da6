/** Fetches what a page needs where the system forces its colours, when it does: few readers have that, and no first picture waits for it. */
export function watchForcedColours(): void {
  const forced = matchMedia('(forced-colors: active)');
  const load = (): void => {
    if (forced.matches) void import('./forced.css');
  };
  forced.addEventListener('change', load);
  load();
}
