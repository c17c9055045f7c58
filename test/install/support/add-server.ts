import { readFile } from 'node:fs/promises';
import { _electron } from 'playwright-core';
import { askApp, findPage, rowsWith, saveServer } from '../../desktop/support/app-page.ts';
import { pollFor } from '../../desktop/support/poll.ts';

/**
 * Runs inside the Debian of scenario.sh: adds a server with its token as the form does, waits until an event of it is in the log, and
 * quits. The installed app lets nobody drive it, so this is the app from out/ with the same folder and the same keyring.
 */
async function addServer(): Promise<void> {
  const home: unknown = JSON.parse(await readFile('/share/home.json', 'utf8'));
  const { url, token, electron } = home as { url: string; token: string; electron: string };
  const electronApp = await _electron.launch({
    executablePath: electron,
    args: ['/project', '--password-store=gnome-libsecret'],
    chromiumSandbox: true,
    env: process.env as Record<string, string>,
  });
  const page = await findPage(electronApp);
  await saveServer(page, { url, secret: token });
  await pollFor('stream', async () => {
    const { servers } = await askApp(page, 'getOverview');
    return servers.find(({ state, secretPlace }) => state.kind === 'live' && secretPlace === 'keyring');
  });
  const posted = await fetch(`${url}/api/events/kept_through_an_upgrade`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: '{}',
  });
  if (!posted.ok) throw new Error(`The home answered ${String(posted.status)}.`);
  await rowsWith(page, 'kept_through_an_upgrade').first().waitFor();
  await electronApp.close();
}

void addServer();
