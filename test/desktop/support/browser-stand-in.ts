import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../browser/browser.ts';
import { USER } from '../../support/sign-in-home.ts';
import { readDesktopSession } from './desktop-session.ts';
import { pollFor } from './poll.ts';
import { chownToSession } from './session-user.ts';

/** The browser of a person who signs in. */
export interface BrowserStandIn {
  /** Puts it before the real one. */
  readonly env: { readonly PATH: string };
  /** The address that was opened. */
  opened(): Promise<string>;
}

/** A folder with an `xdg-open` that notes the address in place of opening a browser. */
export async function createBrowserStandIn(): Promise<BrowserStandIn> {
  const folder = await mkdtemp(join(readDesktopSession().folder, 'browser-'));
  const opened = join(folder, 'opened');
  await writeFile(
    join(folder, 'xdg-open'),
    `#!/bin/sh\nprintf '%s' "$1" > '${opened}.new' && mv '${opened}.new' '${opened}'\n`,
  );
  await chmod(join(folder, 'xdg-open'), 0o755);
  await chownToSession(folder);
  return {
    env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    opened: () => pollFor('address for the browser', () => readFile(opened, 'utf8').catch(() => undefined)),
  };
}

/** What a person does on the login page, in Chromium. */
export async function logInAt(url: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--headless=new', '--no-sandbox'],
  });
  try {
    const login = await browser.newPage();
    await login.goto(url);
    await login.getByText('access to your Home Assistant instance').waitFor();
    await login.getByLabel('Username').fill(USER.name);
    await login.getByLabel('Password').fill(USER.password);
    await login.getByRole('button', { name: 'Log in' }).click();
    await login.getByText('You can close this page.').waitFor();
  } finally {
    await browser.close();
  }
}
