import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseAddress } from '../browser/choose-address.ts';
import { chooseToken } from '../browser/choose-token.ts';
import { askApp, findPage, rowsWith } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { closeNotifications, watchNotifications, type NotificationWatch } from './support/notifications.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';

describeDesktop('the first minute', () => {
  let home: TestHome;
  let watch: NotificationWatch;
  let app: DrivenPorchlight;
  beforeAll(async () => {
    home = await createTestHome();
    watch = await watchNotifications();
    app = await launchPorchlight();
  });
  afterAll(async () => {
    watch.stop();
    await closeNotifications();
    await app.electronApp.close();
    await home.close();
  });

  it('goes from nothing to the first toast of a house', async () => {
    const page = await findPage(app.electronApp);
    await chooseAddress(page, home.url);
    await chooseToken(page);
    await page.locator('#secret').fill('not.the.token');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.locator('.step.failed[data-step=token]').waitFor();
    await takeScreenshot('first-minute-1-refused', page);
    expect((await askApp(page, 'getOverview')).servers).toEqual([]);
    await page.locator('#secret').fill(home.token);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.locator('pl-first-ready .kinds', { hasText: 'leak sensor' }).waitFor();
    await page.getByRole('button', { name: 'Show a test' }).click();
    await watch.waitFor(({ summary }) => summary !== '');
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await takeScreenshot('first-minute-2-ready', page);
    home.report('binary_sensor.washing_machine_leak', 'on');
    await watch.waitFor(({ summary, body }) => /leak/i.test(`${summary} ${body}`));
    await page.locator('.step.passed[data-step=ping]').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await rowsWith(page, 'Connected to').waitFor();
  });
});
