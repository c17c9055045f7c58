import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Alert } from '../../src/core/history/alert.ts';
import { askApp, findPage, openAppPage, rowsWith, saveRule, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { killPorchlight, launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';

/** What a crash may cost is a second. */
const WRITTEN_MS = 1_500;
/** No automation of the house follows this door, so its events are the last that there are. */
const DOOR = 'binary_sensor.cellar_door';
const ALL = { from: null, to: null, text: '' };

describeDesktop('what it warned of and when it was connected', () => {
  let home: TestHome;
  let app: DrivenPorchlight;
  let serverId: string;

  beforeAll(async () => {
    home = await createTestHome();
    app = await launchPorchlight();
    const page = await findPage(app.electronApp);
    serverId = await saveServer(page, { name: 'Home', url: home.url, secret: home.token });
    await rowsWith(page, 'Connected to Home').waitFor();
    await saveRule(page, 'Cellar door', `entity:${DOOR} to:on`);
  });
  afterAll(async () => {
    await app.electronApp.close();
    await home.close();
  });

  it('is written down by a run that is killed', async () => {
    const page = await findPage(app.electronApp);
    // The second one comes within the cool-down of the first.
    for (const name of ['Cellar door', 'Cellar door']) await home.openDoor(DOOR, name);
    await waitForAlerts(page, ['cooldown', 'raised']);
    await page.waitForTimeout(WRITTEN_MS);
    await killPorchlight(app);
  });

  it('is told by the next one: both alerts with what became of them', async () => {
    app = await launchPorchlight({ userDataDir: app.userDataDir });
    const page = await findPage(app.electronApp);
    await rowsWith(page, 'Connected to Home').nth(1).waitFor();
    await openAppPage(page, 'Notifications');
    const alerts = page.locator('pl-watch-notes button.note', { hasText: 'Cellar door opened' });
    await alerts.nth(1).waitFor();
    const [held, shown] = await alerts.locator('.outcome').allInnerTexts();
    expect(held).toMatch(/^held back: cool-down until \d\d:\d\d$/);
    expect(shown).toBe('shown');
    await takeScreenshot('watch-notes-1-after-kill', page);
  });

  it('says that the connection ended with the last event that was kept', async () => {
    const page = await findPage(app.electronApp);
    await page.getByRole('button', { name: 'Connections' }).click();
    const titles = page.locator('pl-watch-notes .connection .title');
    await expect
      .poll(() => titles.allInnerTexts())
      .toEqual(['Home connected', 'Home not watched', 'Home connected']);
    const { notes } = await askApp(page, 'readNotes', { ...ALL, choice: 'connections' }, 10);
    const [now, off, before] = notes.flatMap((note) => (note.kind === 'connection' ? [note.span] : []));
    expect(now).toMatchObject({ kind: 'live', serverId, to: null });
    expect(off).toMatchObject({ kind: 'off', serverId });
    expect(before).toMatchObject({ kind: 'live', to: off?.from });
    expect(before?.to).toBe(await firedAtOfNewestEvent(page));
  });

  it('opens the event of an alert of the run that was killed', async () => {
    const page = await findPage(app.electronApp);
    await page.getByRole('button', { name: 'Alerts', exact: true }).click();
    await page.locator('pl-watch-notes button.note', { hasText: 'held back' }).click();
    await page.locator('pl-detail-pane .from', { hasText: DOOR }).waitFor();
  });
});

/** Until these outcomes, sorted, are what has become of all alerts. One that is shown is noted when the desktop has answered. */
async function waitForAlerts(page: Page, outcomes: readonly Alert['outcome'][]): Promise<void> {
  await pollFor(`alerts ${outcomes.join(', ')}`, async () => {
    const { notifications } = await askApp(page, 'getOverview');
    const found = notifications.recent.map(({ outcome }) => outcome).sort();
    return found.join() === outcomes.join() ? true : undefined;
  });
}

/** Epoch ms of the last event that there was: of those behind the alerts, which are noted when the desktop has answered. */
async function firedAtOfNewestEvent(page: Page): Promise<number> {
  const { notes } = await askApp(page, 'readNotes', { ...ALL, choice: 'alerts' }, 2);
  const seqs = notes.flatMap((note) =>
    note.kind === 'alert' && note.alert.seq !== null ? [note.alert.seq] : [],
  );
  const event = await askApp(page, 'readEvent', 'log', Math.max(...seqs));
  const { time_fired: firedAt } = JSON.parse(event?.raw ?? '{}') as { readonly time_fired?: string };
  return Date.parse(firedAt ?? '');
}
