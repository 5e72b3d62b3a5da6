import type { Page } from '@playwright/test';
import { LENSES } from '../src/base/lens.ts';
import { idle } from './support/app.ts';
import { axeFaults } from './support/axe.ts';
import { SIZES, layoutFaults, layoutPrint } from './support/geometry.ts';
import { lookThrough } from './support/lenses.ts';
import { openMoment } from './support/moments.ts';
import { STATES } from './support/states.ts';
import { expect, test } from './support/test.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const THEMES = ['light', 'dark'] as const;

/**
 * Every lens at every size in both themes: where the dark page is laid out as the light one is, to an eighth of a pixel, it has the same
 * faults. Axe looks at each lens once in each theme, at the largest and at the smallest size.
 */
async function expectRightEverywhere(page: Page, state: string): Promise<void> {
  for (const lens of LENSES) {
    await page.setViewportSize(SIZES[0]);
    await lookThrough(page, lens);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      let print = '';
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        await idle(page);
        const where = `${state}, ${lens}, ${size.width} wide, ${colorScheme}`;
        const before = print;
        print = await layoutPrint(page);
        if (print !== before) expect.soft(await layoutFaults(page), where).toEqual([]);
        if (size.width === (colorScheme === 'light' ? 1440 : 390)) expect.soft(await axeFaults(page, ['.stage']), `axe: ${where}`).toEqual([]);
      }
    }
  }
}

for (const [state, make] of Object.entries(STATES)) {
  test(`every lens is right at every size and in both themes: ${state}`, async ({ page }) => {
    test.slow();
    await openMoment(page, await make());
    // What says where the link led lies over the picture for a while.
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
    await page.mouse.move(0, 0);
    await expectRightEverywhere(page, state);
  });
}
