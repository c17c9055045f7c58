import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { report as reportState } from '../../../src/demo/house/scenario.ts';
import { createSignInHome } from '../../support/sign-in-home.ts';
import { findPage } from './app-page.ts';
import { createBrowserStandIn, logInAt } from './browser-stand-in.ts';
import { launchPorchlight } from './launch-porchlight.ts';
import { watchNotifications } from './notifications.ts';
import { takeScreenshot } from './screenshot.ts';

/**
 * The first minute, in pictures of the whole desktop: from an empty window to the first toast of a home that a person signs in to.
 *
 * @param report told the path of each picture, and how long it took without the pictures and without what a person types
 */
export async function takeFirstMinute(folder: string, report: (line: string) => void): Promise<void> {
  const home = await createSignInHome();
  const browser = await createBrowserStandIn();
  const watch = await watchNotifications();
  let picturesMs = 0;
  const take = async (name: string): Promise<void> => {
    const began = performance.now();
    const path = join(folder, `first-${name}.png`);
    await copyFile(await takeScreenshot(`first-${name}`, page), path);
    report(path);
    picturesMs += performance.now() - began;
  };
  const startedAt = performance.now();
  const { electronApp } = await launchPorchlight({ env: { ...browser.env } });
  const page = await findPage(electronApp);
  try {
    await page.locator('#url').fill(home.url);
    await take('1-address');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Sign in with Home Assistant' }).click();
    const url = await browser.opened();
    await take('2-sign-in');
    await logInAt(url);
    await page.locator('pl-first-ready .kinds', { hasText: 'leak sensor' }).waitFor();
    await page.getByRole('button', { name: 'Show a test' }).click();
    await watch.waitFor(({ summary }) => summary !== '');
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    // The first event of this home, in which nothing happens by itself.
    home.play((stage) => reportState(stage, 'binary_sensor.hall_motion', 'on'));
    await page.locator('.step.passed[data-step=ping]').waitFor();
    await take('3-ready');
    await page.getByRole('button', { name: 'Done' }).click();
    home.play((stage) => reportState(stage, 'binary_sensor.washing_machine_leak', 'on'));
    await watch.waitFor(({ summary, body }) => /leak/i.test(`${summary} ${body}`));
    const tookS = (performance.now() - startedAt - picturesMs) / 1_000;
    // The counts of the list come a moment later.
    await page.locator('pl-log-footer', { hasText: /[1-9]\d* events/ }).waitFor();
    await take('4-toast');
    report(`From the start to the first toast of the home: ${tookS.toFixed(0)} s.`);
  } finally {
    watch.stop();
    await electronApp.close();
    await home.close();
  }
}
