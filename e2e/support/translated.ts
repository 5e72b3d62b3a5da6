import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { serve } from '../../scripts/staticServer.mjs';
import { ROOT, binOf, freePort, runNode } from '../../scripts/tools.mjs';
import { writeAccented } from '../../test/pseudoLanguage.ts';
import { test as base } from './test.ts';

/** Tests of the site as it is built from another catalogue of words: here one whose vowels all bear accents. */
export const test = base.extend<object, { readonly site: string }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const folder = join(ROOT, '.cache', 'accented');
      writeAccented(join(folder, 'words'));
      const words = ['build', '--outDir', join(folder, 'dist'), '--emptyOutDir', '--logLevel', 'warn'];
      const code = await runNode([binOf('vite'), ...words], { WORDS: join(folder, 'words') });
      if (code !== 0) throw new Error('The site was not built from the other words.');
      const port = await freePort(5200);
      const server = await serve({ folder: join(folder, 'dist'), port });
      await provide(`http://127.0.0.1:${port}/`);
      server.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, provide) => provide(site),
});

/**
 * What is shown or said on the page without having come from the catalogue: text and names with two words in a row that have vowels without
 * an accent. Below `apart` it may be so: terms are known by their names.
 */
export function untranslated(page: Page, apart = '.term'): Promise<readonly string[]> {
  return page.evaluate((content) => {
    const TWO = /(?<![\p{L}\p{N}._-])[A-Za-z]*[aeiou][A-Za-z]* [A-Za-z]*[aeiou][A-Za-z]*(?![\p{L}\p{N}_=-]|\.\w)/u;
    const found = new Set<string>();
    const read = (words: string | null, where: Element): void => {
      if (words !== null && TWO.test(words) && where.closest(content) === null) found.add(words.trim().replaceAll(/\s+/g, ' '));
    };
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest('script, style, noscript') !== null) continue;
      for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt']) read(element.getAttribute(name), element);
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) read(node.textContent, element);
    }
    return [...found].toSorted();
  }, apart);
}
