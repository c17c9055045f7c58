import { readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askApp, findPage, openAppPage, rowsWith, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { startFileManager } from './support/fake-file-manager.ts';
import { killPorchlight, launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';
import { findOnDisk } from './support/user-data.ts';

const ALARM_CODE = '7346118290553';
const HIDDEN = 'Hidden door 41';

describeDesktop('the history', () => {
  let home: TestHome;
  let app: DrivenPorchlight;
  let userDataDir: string;
  beforeAll(async () => {
    home = await createTestHome();
    app = await launchPorchlight();
    ({ userDataDir } = app);
    const page = await findPage(app.electronApp);
    await saveServer(page, { name: 'Home', url: home.url, secret: home.token });
    await page.locator('pl-connection-badge .badge', { hasText: 'Live' }).waitFor();
  });
  afterAll(() => home.close());

  async function startAgain(): Promise<void> {
    app = await launchPorchlight({ userDataDir });
  }

  it('is written from the first server on, in a file that only its owner can read', async () => {
    const page = await findPage(app.electronApp);
    await home.openDoor('binary_sensor.hidden', HIDDEN);
    await home.post('call_service', {
      domain: 'alarm_control_panel',
      service: 'alarm_disarm',
      service_data: { entity_id: 'alarm_control_panel.house', code: ALARM_CODE },
    });
    await rowsWith(page, `${HIDDEN} opened`).waitFor();
    const { history } = await pollFor('stored events', async () => {
      const overview = await askApp(page, 'getOverview');
      return overview.history.status.events >= 2 ? overview : undefined;
    });
    expect(history.status).toMatchObject({ place: 'disk', problem: null, lost: 0 });
    expect((await stat(join(userDataDir, 'history.db'))).mode & 0o077).toBe(0);
  });

  it('has the code of an alarm panel nowhere on disk', async () => {
    await app.electronApp.close();
    expect(await findOnDisk(userDataDir, ALARM_CODE)).toEqual([]);
  });

  it('is there after a restart, is found by words, and shows its event whole', async () => {
    await startAgain();
    const page = await findPage(app.electronApp);
    await page.locator('pl-query-field input').fill('hidden');
    await rowsWith(page, `${HIDDEN} opened`).click();
    await page.locator('pl-detail-pane .from', { hasText: 'binary_sensor.hidden' }).waitFor();
    await takeScreenshot('history-1-after-restart', page);
    await page.locator('pl-query-field input').fill('service:*alarm_disarm');
    await rowsWith(page, 'alarm').first().click();
    await page.getByText('[redacted]').first().waitFor();
  });

  it('is written to a file, which the file manager shows in its folder', async () => {
    const page = await findPage(app.electronApp);
    const fileManager = await startFileManager();
    const file = join(userDataDir, '..', 'alarm.csv');
    // The dialog is the system's; a person's choice is all that is replaced.
    await app.electronApp.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await page.getByTitle('Record, export, open a file').click();
    await page.getByRole('button', { name: 'Export what is shown' }).click();
    const exporting = page.getByRole('dialog', { name: 'Export events' });
    await exporting.getByRole('button', { name: 'Choose a file' }).click();
    await exporting.getByRole('button', { name: 'Show in folder' }).click();
    await expect.poll(() => fileManager.shown).toEqual([pathToFileURL(file).href]);
    fileManager.stop();
    expect(await readFile(file, 'utf8')).toMatch(/alarm_disarm/);
    expect(await readFile(file, 'utf8')).not.toContain(ALARM_CODE);
    await exporting.getByRole('button', { name: 'Close' }).last().click();
  });

  it('is there after the app was killed, and the window says nothing is wrong', async () => {
    const page = await findPage(app.electronApp);
    await home.openDoor('binary_sensor.last', 'Last door');
    await rowsWith(page, 'Last door opened').waitFor({ state: 'detached' });
    // A second is what a crash may cost.
    await page.waitForTimeout(1_500);
    await killPorchlight(app);
    await startAgain();
    const again = await findPage(app.electronApp);
    await again.locator('pl-query-field input').fill('last door');
    await rowsWith(again, 'Last door opened').waitFor();
    expect((await askApp(again, 'getOverview')).notices).toEqual([]);
  });

  it('is put aside when it was damaged; the app says so and goes on', async () => {
    await app.electronApp.close();
    await truncate(join(userDataDir, 'history.db'), 5_000);
    await startAgain();
    const page = await findPage(app.electronApp);
    await page.getByText('The history was damaged and a new one was begun.').waitFor();
    await home.openDoor('binary_sensor.fresh', 'Fresh door');
    await rowsWith(page, 'Fresh door opened').waitFor();
    await takeScreenshot('history-2-damaged', page);
    const { history } = await askApp(page, 'getOverview');
    expect(history.status.putAside).toMatch(/history\.damaged/);
    expect((await stat(history.status.putAside ?? '')).size).toBe(5_000);
  });

  it('is gone when its owner erases it', async () => {
    const page = await findPage(app.electronApp);
    await askApp(page, 'eraseHistory');
    await pollFor('an empty history', async () => {
      const { history } = await askApp(page, 'getOverview');
      return history.status.events === 0 ? true : undefined;
    });
    await rowsWith(page, 'Fresh door opened').waitFor({ state: 'detached' });
    await openAppPage(page, 'Notifications');
    await page.locator('pl-watch-notes .connection', { hasText: 'until now' }).waitFor();
    expect(await page.locator('pl-watch-notes .note').count()).toBe(1);
  });
});
