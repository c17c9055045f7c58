import { sessionBus, type MessageBus } from '@jellybrick/dbus-next';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNotificationServer } from '../main/support/fake-notification-server.ts';
import { askApp, findPage, rowsWith, saveRule, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { readDesktopSession } from './support/desktop-session.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { enterSessionWithout } from './support/lesser-session.ts';
import { pollFor } from './support/poll.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';

// dunst plays no sounds and says nothing of pictures, so these tests are the server.
describeDesktop('sound, picture and destination of an alert', () => {
  let home: TestHome;
  let app: DrivenPorchlight;
  let leaveSession: () => Promise<void>;
  const members: MessageBus[] = [];
  const posted: { path: string; body: unknown; isSecretFree: boolean }[] = [];
  const hook = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const all = JSON.stringify(request.rawHeaders) + text;
      const isSecretFree = !all.includes(home.token) && !all.includes(new URL(home.url).host);
      posted.push({ path: request.url ?? '', body: JSON.parse(text) as unknown, isSecretFree });
      response.writeHead(204).end();
    });
  });

  async function serve(capabilities: string[]) {
    const member = sessionBus({ busAddress: readDesktopSession().busAddress });
    members.push(member);
    await once(member, 'connect');
    const server = createNotificationServer(member, { capabilities });
    await server.own();
    return server;
  }

  let server: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    leaveSession = await enterSessionWithout(['notifications']);
    server = await serve(['actions', 'body', 'sound']);
    home = await createTestHome();
    hook.listen(0, '127.0.0.1');
    await once(hook, 'listening');
    app = await launchPorchlight();
    const page = await findPage(app.electronApp);
    await saveServer(page, { name: 'Home', url: home.url, secret: home.token });
    await rowsWith(page, 'Connected to Home').waitFor();
  });
  afterAll(async () => {
    await app.electronApp.close();
    for (const member of members) member.disconnect();
    hook.close();
    await home.close();
    await leaveSession();
  });

  it('shows what the camera sees, and tells the server which of our files to play', async () => {
    const page = await findPage(app.electronApp);
    await saveRule(page, 'Doors', 'entity:binary_sensor.* to:on', {
      cooldownMs: 0,
      sound: 'bell',
      shows: 'camera.front_door',
    });
    await home.openDoor('binary_sensor.front', 'Front door');
    const { hints } = await pollFor('the notification', () => server.notified[0]);
    const [width, height, rowBytes, hasAlpha, bits, channels, bytes] = hints['image-data'] as [
      number,
      number,
      number,
      boolean,
      number,
      number,
      Buffer,
    ];
    expect([width, height, rowBytes, hasAlpha, bits, channels]).toEqual([320, 180, 1_280, true, 8, 4]);
    expect(bytes).toHaveLength(320 * 180 * 4);
    // The door is red, and the picture has its colours in their order.
    const door = (60 * 320 + 132) * 4;
    expect(bytes[door]).toBeGreaterThan(2 * (bytes[door + 2] ?? 0));
    const file = String(hints['sound-file']);
    expect(readFileSync(file).subarray(8, 12).toString()).toBe('WAVE');
    expect(file).toMatch(/bell\.wav$/);
    expect(home.requests.filter(({ path }) => path === '/api/camera_proxy/camera.front_door')).toHaveLength(
      1,
    );
  });

  it('tells without a picture of a camera that is not there', async () => {
    const page = await findPage(app.electronApp);
    await saveRule(page, 'Bell', 'type:bell', { shows: 'camera.none', sound: 'none' });
    await home.post('bell');
    const { hints } = await pollFor('the notification', () => server.notified[1]);
    expect(hints['suppress-sound']).toBe(true);
    expect((hints['image-data'] as readonly unknown[])[0]).toBe(48);
  });

  it('plays the sound itself where the server plays none, and closes what played it', async () => {
    await server.leave();
    server = await serve(['actions', 'body']);
    const page = await findPage(app.electronApp);
    // Less than two seconds after the bell only a critical one is heard.
    await saveRule(page, 'Knocks', 'type:knocks', { sound: 'knock', level: 'critical' });
    // Playwright sees no page that runs no script, so the main process is asked.
    await app.electronApp.evaluate(({ app: main }) => {
      const seen: string[] = [];
      Object.assign(globalThis, { seenOfPlayer: seen });
      main.on('web-contents-created', (_event, contents) => {
        contents.on('media-started-playing', () => seen.push(`plays ${contents.getURL()}`));
        contents.on('media-paused', () => seen.push('has ended'));
        contents.on('destroyed', () => seen.push('is closed'));
      });
    });
    await home.post('knocks');
    const seen = await pollFor('the end of the sound', async () => {
      const all = await app.electronApp.evaluate(
        () => Reflect.get(globalThis, 'seenOfPlayer') as readonly string[],
      );
      return all.includes('is closed') ? all : undefined;
    });
    // By itself when it has ended, and not by its deadline.
    expect(seen).toEqual(['plays app://porchlight/sounds/knock.html', 'has ended', 'is closed']);
    expect(server.notified[0]?.hints).not.toHaveProperty('sound-file');
    expect(page.isClosed()).toBe(false);
  });

  it('sends an alert to a webhook, whose address stands nowhere', async () => {
    const page = await findPage(app.electronApp);
    const { port } = hook.address() as AddressInfo;
    const url = `http://127.0.0.1:${String(port)}/hook/that-works-like-a-key`;
    expect(await askApp(page, 'saveDestination', { name: 'Hook', kind: 'webhook', url })).toBeNull();
    const [destination] = (await askApp(page, 'getOverview')).destinations;
    expect(destination).toMatchObject({ name: 'Hook', kind: 'webhook', secretPlace: 'keyring' });
    expect(await askApp(page, 'testDestination', destination?.id ?? '')).toBeNull();
    await saveRule(page, 'Post', 'type:post', { level: 'quiet', sendTo: [destination?.id ?? ''] });
    await home.post('post');
    const { path, body, isSecretFree } = await pollFor('the post', () => posted[1]);
    expect(path).toBe('/hook/that-works-like-a-key');
    expect(body).toMatchObject({ level: 'quiet', rule: 'Post', server: 'Home', entity: null });
    expect(isSecretFree).toBe(true);
    expect(JSON.stringify(await askApp(page, 'getOverview'))).not.toContain('works-like-a-key');
    for (const file of ['config.json', 'credentials.json', 'porchlight.log'])
      expect(readFileSync(join(app.userDataDir, file), 'utf8')).not.toContain('works-like-a-key');
  });
});
