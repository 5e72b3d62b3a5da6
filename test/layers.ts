/** A folder of src and what its modules may import. */
export interface Layer {
  readonly folder: string;
  /** Folders whose modules it may import; its own always. */
  readonly may: readonly string[];
  /** Folders of which it may import types and nothing that runs. */
  readonly mayTypes?: readonly string[];
  /** Packages from npm; `node:` stands for Node's own modules. */
  readonly packages?: readonly string[];
}

const DRAWING = ['d3-scale'];
const PAGE = ['react', 'react-dom', 'zustand', 'framer-motion', 'tinykeys'];
const FONTS = ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'];

/** The layers of ARCHITECTURE.md, as a table that the tests read. What a row does not name is refused. */
export const LAYERS: readonly Layer[] = [
  { folder: 'src/base', may: [] },
  // What is said to people: any layer may take its words from there, and it knows none of them.
  { folder: 'src/words', may: ['src/base'] },
  { folder: 'src/sim/kernel', may: ['src/base'] },
  { folder: 'src/sim/kafka', may: ['src/sim/kernel', 'src/words', 'src/base'] },
  { folder: 'src/sim/guarantees', may: ['src/sim/kafka', 'src/sim/kernel', 'src/words', 'src/base'] },
  { folder: 'src/sim/timeline', may: ['src/base'] },
  { folder: 'src/sim/why', may: ['src/sim/kafka', 'src/sim/kernel', 'src/words', 'src/base'] },
  { folder: 'src/sim/metrics', may: ['src/sim/kafka', 'src/sim/kernel', 'src/words', 'src/base'] },
  {
    folder: 'src/sim',
    may: ['src/sim/metrics', 'src/sim/why', 'src/sim/timeline', 'src/sim/guarantees', 'src/sim/kafka', 'src/sim/kernel', 'src/words', 'src/base'],
  },
  { folder: 'src/scenarios', may: ['src/sim', 'src/words', 'src/base'], packages: ['valibot'] },
  { folder: 'src/protocol', may: ['src/words', 'src/base'], mayTypes: ['src/sim'] },
  { folder: 'src/worker', may: ['src/sim', 'src/scenarios', 'src/protocol', 'src/words', 'src/base'] },
  {
    folder: 'src/store',
    may: ['src/protocol', 'src/scenarios', 'src/words', 'src/base'],
    packages: ['zustand', 'react', 'valibot'],
  },
  { folder: 'src/scene', may: ['src/words', 'src/base'], mayTypes: ['src/protocol'], packages: DRAWING },
  {
    folder: 'src/components',
    may: ['src/store', 'src/scene', 'src/words', 'src/base'],
    packages: [...PAGE, ...DRAWING, ...FONTS],
  },
  {
    folder: 'src/embed',
    may: ['src/components', 'src/store', 'src/protocol', 'src/words', 'src/base'],
    packages: [...PAGE, ...FONTS],
  },
  { folder: 'src/app', may: ['src/components', 'src/store', 'src/embed', 'src/words', 'src/base'], packages: [...PAGE, ...FONTS] },
  { folder: 'src/cli', may: ['src/sim', 'src/scenarios', 'src/protocol', 'src/words', 'src/base'], packages: ['node:'] },
];

/** The layer that a file of the project belongs to: the row with the longest matching folder. */
export function layerOf(path: string): Layer | undefined {
  return LAYERS.filter(({ folder }) => path.startsWith(`${folder}/`)).reduce<Layer | undefined>(
    (best, layer) => (best === undefined || layer.folder.length > best.folder.length ? layer : best),
    undefined,
  );
}
