import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createDemoServer } from '../../support/demo-server.ts';
import { askApp, findPage, openAppPage, rowsWith } from './app-page.ts';
import { launchPorchlight } from './launch-porchlight.ts';
import { signInWithPast } from './sign-in-with-past.ts';
import { makeSentence, SIX_SENTENCES } from './six-sentences.ts';

/** Wide enough that the form has all of a sentence, and tall enough for the longest form. */
const SIZE = { width: 820, height: 1300 };
/** Space around the form. */
const MARGIN = 12;

/** More than the week of which the form tells. */
const PAST = { seed: 7, pastDays: 8 };

/**
 * The six sentences as they are made, each in a light and a dark picture, `rule-1-garage-light.webp` and so on.
 *
 * @param report told the path of each picture
 */
export async function takeSentences(folder: string, report: (path: string) => void): Promise<void> {
  const home = await createDemoServer({ rate: 0 });
  const userDataDir = await signInWithPast(home, PAST);
  const { electronApp } = await launchPorchlight({ userDataDir });
  try {
    const page = await findPage(electronApp);
    await rowsWith(page, 'Connected to Home').last().waitFor();
    await takeForms(page, folder, report);
  } finally {
    await electronApp.close();
    await home.close();
  }
}

async function takeForms(page: Page, folder: string, report: (path: string) => void): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDeviceMetricsOverride', { ...SIZE, deviceScaleFactor: 2, mobile: false });
  await openAppPage(page, 'Notifications');
  for (const [at, sentence] of SIX_SENTENCES.entries()) {
    const editor = await makeSentence(page, sentence);
    await editor.getByText('in the last 7 days').waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await askApp(page, 'changeSettings', { theme });
      await page.locator(`html[data-theme="${theme}"]`).waitFor();
      await page.mouse.move(0, 0);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      // Colours change over a moment.
      await page.waitForTimeout(500);
      const box = await editor.boundingBox();
      if (box === null) throw new Error('The form of the rule cannot be seen.');
      const clip = {
        x: box.x - MARGIN,
        y: box.y - MARGIN,
        width: box.width + 2 * MARGIN,
        height: box.height + 2 * MARGIN,
        scale: 1,
      };
      const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82, clip });
      const path = join(folder, `rule-${String(at + 1)}-${sentence.key}-${theme}.webp`);
      await writeFile(path, Buffer.from(data, 'base64'));
      report(path);
    }
    await page.getByRole('button', { name: 'Cancel' }).click();
    await editor.waitFor({ state: 'detached' });
  }
}
