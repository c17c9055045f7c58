import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeGarage, comeHome, failLogin, leaveHome, ringDoorbell } from '../../src/demo/house/scenarios.ts';
import { askApp, findPage, openAppPage, rowsWith, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import {
  watchNotifications,
  type NotificationWatch,
  type SentNotification,
} from './support/notifications.ts';
import { pollFor } from './support/poll.ts';
import { makeSentence, SIX_SENTENCES, type Sentence } from './support/six-sentences.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';
import { zoneWhereItIs } from './support/time-zone.ts';

const KIDS_MOTION = 'binary_sensor.kids_room_motion';

/** Nobody types a query: each rule is chosen from lists, then the stream brings what it is about. */
describeDesktop('the six sentences, from the lists to the notification', () => {
  let home: TestHome;
  let watch: NotificationWatch;
  let app: DrivenPorchlight;
  let page: Page;

  beforeAll(async () => {
    home = await createTestHome();
    watch = await watchNotifications();
    app = await launchPorchlight({ env: { TZ: zoneWhereItIs(12, new Date()) } });
    page = await findPage(app.electronApp);
    await saveServer(page, { name: 'Home', url: home.url, secret: home.token });
    await rowsWith(page, 'Connected to Home').waitFor();
    await pollFor('the rooms', async () => {
      const { places } = await askApp(page, 'readHome', { entities: [], query: '', server: null });
      return places.some(({ name }) => name === 'Kids’ room') || undefined;
    });
    await openAppPage(page, 'Notifications');
  });
  afterAll(async () => {
    watch.stop();
    await app.electronApp.close();
    await home.close();
  });

  /** @param just runs when the form is filled in, right before the rule is kept */
  async function say(key: Sentence['key'], just = (): void => undefined): Promise<void> {
    const sentence = SIX_SENTENCES.find((each) => each.key === key);
    if (sentence === undefined) throw new Error(`There is no sentence ${key}.`);
    const editor = await makeSentence(page, sentence);
    if (sentence.wait !== undefined) {
      await page.getByRole('textbox', { name: sentence.wait }).fill('2');
      await page.getByRole('combobox', { name: `${sentence.wait}: unit` }).selectOption('s');
      await editor
        .locator('.says')
        .getByText(/for 2 s/)
        .waitFor();
    }
    just();
    await page.getByRole('button', { name: 'Alert me' }).click();
    await editor.waitFor({ state: 'detached' });
  }

  const toast = (title: RegExp): Promise<SentNotification> =>
    watch.waitFor(({ summary }) => title.test(summary));
  const toasts = (title: RegExp): number => watch.sent.filter(({ summary }) => title.test(summary)).length;

  /** Until a rule has told nothing because a condition does not hold. */
  const heldBack = (rule: string): Promise<unknown> =>
    pollFor(`held back: ${rule}`, async () => {
      const { recent } = (await askApp(page, 'getOverview')).notifications;
      return recent.find(({ outcome, body }) => outcome === 'condition' && body.includes(rule));
    });

  it('the garage door has been open for a while, after sunset', async () => {
    await say('garage');
    home.report('sun.sun', 'above_horizon');
    home.report('cover.garage_door', 'open');
    await heldBack('Garage door: open');
    home.play(closeGarage);
    home.report('sun.sun', 'below_horizon');
    home.report('cover.garage_door', 'open');
    const { body } = await toast(/^Garage door opened/);
    expect(body).toMatch(/Garage door: open · for 2 s · since \d\d:\d\d/);
    expect(toasts(/^Garage door/)).toBe(1);
  });

  it('somebody rings, between seven and ten', async () => {
    await say('doorbell');
    home.play(ringDoorbell);
    expect((await toast(/^Doorbell rang/)).body).toContain('Doorbell rings');
  });

  it('a battery falls below 15 %', async () => {
    await say('battery');
    home.report('sensor.garage_remote_battery', '15');
    home.report('sensor.garage_remote_battery', '14');
    const { summary, body } = await toast(/^Garage remote battery/);
    expect(summary).toContain('14 %');
    expect(body).toContain('Any battery below 15 %');
  });

  it('somebody logs in wrongly', async () => {
    await say('login');
    home.play(failLogin);
    expect((await toast(/login/i)).body).toContain('A login fails');
  });

  it('the freezer has said nothing for a while', async () => {
    let spokeAt = 0;
    await say('freezer', () => {
      home.report('sensor.freezer_temperature', '-18.1');
      spokeAt = Date.now();
    });
    const { at, body } = await toast(/^Freezer temperature has said nothing for 2 s/);
    expect(at - spokeAt).toBeGreaterThanOrEqual(2_000);
    expect(body).toMatch(/^Kitchen · Freezer temperature silent · since \d\d:\d\d/);
  });

  it('something moves in the kids’ room while everybody is away', async () => {
    await say('kids');
    home.play(comeHome);
    home.report(KIDS_MOTION, 'on');
    await heldBack('Any motion sensor in Kids’ room');
    home.report(KIDS_MOTION, 'off');
    home.play(leaveHome);
    home.report(KIDS_MOTION, 'on');
    const { body } = await toast(/^Kids’ room motion/);
    expect(body).toContain('Any motion sensor in Kids’ room');
    expect(toasts(/^Kids’ room motion/)).toBe(1);
  });
});
