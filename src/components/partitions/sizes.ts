export const CELL_HEIGHT = 24;
const BATCHES = 7;
const SEGMENTS = 15;
export const LABEL_WIDTH = 138;

/** How the logs of a lens are laid out, the same for all of them. */
export interface StripSize {
  readonly pitch: number;
  /** Of the strips, without the labels. */
  readonly width: number;
  readonly slots: number;
  readonly stripHeight: number;
  /** Labels have a line of their own over the strips. */
  readonly stacked: boolean;
}

/** Lanes under the cells, where they are asked for. */
export function laneTops(view: { readonly batches: boolean; readonly segments: boolean }): { readonly batches: number; readonly segments: number; readonly height: number } {
  const batches = CELL_HEIGHT + 1;
  const segments = batches + (view.batches ? BATCHES : 0);
  return { batches, segments, height: segments + (view.segments ? SEGMENTS : 0) };
}
