import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../scripts/findChromium.mjs';
import { CANONICAL } from './support/canonical.ts';
import { expect, test } from './support/test.ts';
import { SAME_EVERYWHERE, SAME_EVERYWHERE_FLAGS } from './support/views.ts';

const FOLDER = fileURLToPath(new URL('./pictures/', import.meta.url));
/** What the pictures were drawn with. Another Chromium, or another kind of machine, draws letters and edges a little differently. */
const DRAWN_WITH = `${FOLDER}drawn-with.txt`;

const { deviceScaleFactor, locale, timezoneId, reducedMotion } = SAME_EVERYWHERE;
const executablePath = await findChromium();
test.use({
  deviceScaleFactor,
  locale,
  timezoneId,
  contextOptions: { reducedMotion },
  launchOptions: { args: [...CHROMIUM_FLAGS, ...SAME_EVERYWHERE_FLAGS], ...(executablePath === undefined ? {} : { executablePath }) },
});

/** Less than eyes can tell apart, in less than a full stop has: the same page drawn twice may differ by some pixels at the edge of a line that moved. */
const TOLERANCE = { threshold: 0.01, maxDiffPixels: 16, timeout: 20_000 };

/** `npm run pictures`: they are drawn anew. */
function isRenewing(): boolean {
  return test.info().config.updateSnapshots !== 'none';
}

function drawnWithHere(browser: Browser): string {
  return `Chromium ${browser.version().split('.')[0]} on ${platform} ${arch}`;
}

for (const { name, size, theme, show } of CANONICAL) {
  test.describe(name, () => {
    test.use({ viewport: size, colorScheme: theme });

    test('looks as it did', async ({ page, browser }) => {
      const before = isRenewing() ? null : readFileSync(DRAWN_WITH, 'utf8').trim();
      const here = drawnWithHere(browser);
      test.skip(before !== null && before !== here, `Pictures were drawn with ${before}; this is ${here}, which draws a little differently: they are not compared. See CONTRIBUTING.md.`);
      await show(page);
      await expect(page).toHaveScreenshot(`${name}.png`, TOLERANCE);
    });
  });
}

test('there is a picture of every view and none besides', ({ browser }) => {
  if (isRenewing()) writeFileSync(DRAWN_WITH, `${drawnWithHere(browser)}\n`);
  else expect(readdirSync(FOLDER).filter((file) => file.endsWith('.png')).sort()).toEqual(CANONICAL.map(({ name }) => `${name}.png`).sort());
});
