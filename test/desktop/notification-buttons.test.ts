import { sessionBus, type MessageBus } from '@jellybrick/dbus-next';
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNotificationServer } from '../main/support/fake-notification-server.ts';
import { askApp, findPage, rowsWith, saveRule, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { readDesktopSession } from './support/desktop-session.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { enterSessionWithout } from './support/lesser-session.ts';
import { pollFor } from './support/poll.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';

const CALLS = 'type:call_service service:homeassistant.turn_off';

// dunst presses nothing but the notification itself over the bus, so these tests are the server.
describeDesktop('the buttons of a notification', () => {
  let home: TestHome;
  let app: DrivenPorchlight;
  let leaveSession: () => Promise<void>;
  const members: MessageBus[] = [];

  async function serve(capabilities?: string[]) {
    const member = sessionBus({ busAddress: readDesktopSession().busAddress });
    members.push(member);
    await once(member, 'connect');
    const server = createNotificationServer(member, capabilities === undefined ? {} : { capabilities });
    await server.own();
    return server;
  }

  let server: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    leaveSession = await enterSessionWithout(['notifications']);
    server = await serve();
    home = await createTestHome();
    app = await launchPorchlight();
    const page = await findPage(app.electronApp);
    await saveServer(page, { name: 'Home', url: home.url, secret: home.token });
    await rowsWith(page, 'Connected to Home').waitFor();
    await saveRule(page, 'Doors', 'entity:binary_sensor.* to:on', { level: 'important', cooldownMs: 0 });
  });
  afterAll(async () => {
    await app.electronApp.close();
    for (const member of members) member.disconnect();
    await home.close();
    await leaveSession();
  });

  const doors = async (page: Page) =>
    (await askApp(page, 'getOverview')).notifications.rules.find(({ name }) => name === 'Doors');

  it('replaces the older notification of the same door, and stays on the screen', async () => {
    await home.openDoor('binary_sensor.front', 'Front door');
    await home.openDoor('binary_sensor.front', 'Front door');
    await pollFor('both', () => server.notified[1]);
    expect(server.notified.map(({ replaces, timeout }) => [replaces, timeout])).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(server.notified[1]?.hints['resident']).toBe(true);
  });

  it('snoozes the rule, also over a restart, and takes the notification off the screen', async () => {
    const pressedAt = Date.now();
    server.press(1, 'snooze-hour');
    const until = await pollFor(
      'snooze',
      async () => (await doors(await findPage(app.electronApp)))?.snoozedUntil,
    );
    expect(until - pressedAt).toBeGreaterThan(3_590_000);
    await pollFor('closing', () => server.closed.includes(1) || undefined);
    await app.electronApp.close();
    app = await launchPorchlight({ userDataDir: app.userDataDir });
    const page = await findPage(app.electronApp);
    await rowsWith(page, 'Connected to Home').last().waitFor();
    await home.openDoor('binary_sensor.back', 'Back door');
    await pollFor('record', async () => {
      const { recent } = (await askApp(page, 'getOverview')).notifications;
      return recent.find(({ outcome }) => outcome === 'snoozed');
    });
    expect(server.notified.filter(({ title }) => title.includes('Back door'))).toEqual([]);
  });

  it('asks another server what it can do, opens the event, and mutes the rule', async () => {
    await server.leave();
    server = await serve(['actions', 'body']);
    const page = await findPage(app.electronApp);
    await saveRule(page, 'Bell & co', 'type:bell');
    await home.post('bell', {});
    const { body, actions } = await pollFor('the bell', () => server.notified[0]);
    expect(body).toContain('Bell & co');
    expect(actions.filter((_each, at) => at % 2 === 1)).toEqual([
      'Open',
      'Snooze 1 h',
      'Mute this rule',
      'Open in Home Assistant',
    ]);
    server.press(1, 'default');
    await page.locator('pl-log-list .row.sel').filter({ hasText: 'bell' }).waitFor();
    server.press(1, 'mute');
    await pollFor('mute', async () => {
      const { rules } = (await askApp(page, 'getOverview')).notifications;
      return rules.some(({ name, enabled }) => name === 'Bell & co' && !enabled) || undefined;
    });
  });

  it('calls the action of a button once, however often it is pressed, and tells what came of it', async () => {
    const page = await findPage(app.electronApp);
    home.report('light.desk_lamp', 'on', { friendly_name: 'Desk lamp' });
    const does = [
      { label: 'Light off', action: 'homeassistant.turn_off', target: 'light.desk_lamp' },
      { label: 'Explode', action: 'light.explode', target: 'none' },
    ];
    await saveRule(page, 'Knocks', 'type:knock', { does });
    await home.post('knock', { name: 'Somebody' });
    const knocked = await pollFor('the knock', () =>
      server.notified.find(({ title }) => title.includes('knock')),
    );
    expect(knocked.actions.filter((_each, at) => at % 2 === 1)).toEqual([
      'Open',
      'Light off',
      'Explode',
      'Snooze 1 h',
    ]);
    const id = server.notified.indexOf(knocked) + 1;
    server.press(id, 'call-0');
    server.press(id, 'call-0');
    const said = await pollFor('the result', () =>
      server.notified.find(({ title }) => title.startsWith('Light off')),
    );
    expect(said).toMatchObject({ title: 'Light off: done' });
    expect(said.body).toContain('light.desk_lamp is off');
    const { total } = await askApp(page, 'readHistogram', 'log', CALLS, null, null, 1);
    expect(total).toBe(1);
  });

  it('says in words why an action did not work, and sends it no second time', async () => {
    const page = await findPage(app.electronApp);
    await home.post('knock', { name: 'Somebody else' });
    const places = await pollFor('the knock', () => {
      const found = server.notified.flatMap(({ title }, at) => (title.includes('else') ? [at + 1] : []));
      return found.length > 0 ? found : undefined;
    });
    server.press(places[0] ?? 0, 'call-1');
    const said = await pollFor('the result', () =>
      server.notified.find(({ title }) => title.startsWith('Explode')),
    );
    expect(said).toMatchObject({ title: 'Explode did not work' });
    expect(said.body).toMatch(/refuses it \(400\): there is no action light\.explode/);
    const sent = await askApp(page, 'listSent');
    expect(sent.filter(({ name }) => name === 'light.explode')).toHaveLength(1);
  });
});
