/** The catalogue of words can be swapped when the site is built: a translation is a folder with the modules of src/words. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { ROOT } from './tools.mjs';

const CATALOGUE = join(ROOT, 'src', 'words');

/**
 * Takes each module of src/words from `folder` where that has one of the same name, and from src/words otherwise. Imports in such a module
 * mean what they would mean there.
 * @param {string | undefined} folder undefined for the catalogue itself
 * @returns {import('vite').Plugin[]}
 */
export function wordsFrom(folder) {
  if (folder === undefined || folder === '') return [];
  const translation = resolve(folder);
  /** @param {string} path @param {string} from @param {string} to */
  const moved = (path, from, to) => (path.startsWith(from + sep) ? to + path.slice(from.length) : path);
  return [
    {
      name: 'words-from',
      enforce: 'pre',
      resolveId(source, importer) {
        if (importer === undefined || !/^\.{1,2}\//.test(source)) return null;
        const meant = resolve(dirname(moved(importer, translation, CATALOGUE)), source);
        if (!meant.startsWith(CATALOGUE + sep) && !importer.startsWith(translation + sep)) return null;
        const translated = moved(meant, CATALOGUE, translation);
        return existsSync(translated) ? translated : meant;
      },
    },
  ];
}
