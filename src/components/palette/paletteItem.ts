/** One thing that can be done. */
export interface PaletteItem {
  readonly id: string;
  /** What it does, as one would say it: `Kill broker 2`. */
  readonly words: string;
  /** More about it, beside the words; searched as well. */
  readonly about?: string;
  /** Its key, where it has one. */
  readonly keys?: string;
  readonly shelf: string;
  readonly isDanger?: boolean;
  /** False keeps the list open: something else is to be seen in it. */
  readonly act: () => void;
}
