import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { chooseAddress } from './choose-address.ts';
import { chooseToken } from './choose-token.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

type Act = (page: Page) => Promise<void>;
const nothing: Act = async () => {};

const SCREENS: readonly (readonly [name: string, hash: string, act: Act])[] = [
  ['events', 'preload=300', nothing],
  [
    'events of three servers, interrupted',
    'preload=300&servers=3&state=restarting&secret=memory&notice=settings',
    nothing,
  ],
  ['details', 'preload=300', (page) => page.locator('.row.state').nth(12).click()],
  [
    'connection',
    'preload=100&state=waiting',
    (page) => page.getByRole('button', { name: /^Connection/ }).click(),
  ],
  ['more types', 'preload=300', (page) => page.locator('.more').click()],
  [
    'paused and filtered',
    'preload=300',
    async (page) => {
      await page.keyboard.press('p');
      await page.getByTitle('Show only Actions').click();
      await page.getByRole('button', { name: 'Hide Automations' }).click();
    },
  ],
  ['nothing matches', 'preload=100', (page) => page.getByLabel('Search events').fill('zzz')],
  ['stopped', 'preload=0&state=stopped', nothing],
  ['shortcuts', 'preload=100', (page) => page.keyboard.press('?')],
  ['welcome', 'state=welcome', nothing],
  [
    'welcome while signing in',
    'state=welcome',
    async (page) => {
      await chooseAddress(page, 'homeassistant.local');
      await page.getByRole('button', { name: 'Sign in with Home Assistant' }).click();
      await page.locator('pl-sign-in-panel').getByRole('button', { name: 'Copy the address' }).waitFor();
    },
  ],
  [
    'welcome with servers of this network',
    'state=welcome&found=3',
    (page) => page.getByRole('button', { name: /^Cabin/ }).waitFor(),
  ],
  [
    'welcome with a certificate to judge',
    'state=welcome',
    (page) => chooseAddress(page, 'https://selfsigned.local'),
  ],
  [
    'welcome with a refused token',
    'state=welcome',
    async (page) => {
      await chooseAddress(page, 'wrong.local');
      await chooseToken(page);
      await page.getByLabel('Long-lived access token').fill('abc');
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      await page.locator('.step.failed').waitFor();
      await page.getByRole('button', { name: 'Connect', exact: true }).waitFor();
    },
  ],
  [
    'welcome, and what is watched',
    'state=welcome',
    async (page) => {
      await chooseAddress(page, 'homeassistant.local');
      await page.getByRole('button', { name: 'Sign in with Home Assistant' }).click();
      await page.locator('pl-sign-in-panel .actions').waitFor();
      await page.evaluate(() => window.fake.finishSignIn());
      await page.getByRole('button', { name: 'Show a test' }).click();
      await page.getByRole('button', { name: 'No', exact: true }).click();
    },
  ],
  ['notifications', 'page=notifications', (page) => page.getByRole('button', { name: 'Edit Leaks' }).click()],
  [
    'settings',
    'page=settings&servers=2&secret=memory',
    (page) => page.getByRole('button', { name: 'Edit' }).first().click(),
  ],
  [
    'another address of a server',
    'page=settings',
    async (page) => {
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('button', { name: 'Add another address' }).click();
      await page.getByLabel('The other address').fill('https://selfsigned.example');
      await page.getByRole('button', { name: 'Check and use it' }).click();
      await page.locator('pl-second-address pl-trust-panel').waitFor();
    },
  ],
  [
    'the removal of a server',
    'page=settings&servers=3',
    (page) => page.getByRole('button', { name: 'Remove' }).first().click(),
  ],
  [
    'many servers, most of them away',
    'servers=15&away=13',
    async (page) => {
      await page.getByRole('button', { name: /servers are out of reach/ }).click();
      await page.getByRole('button', { name: /Choose a server/ }).click();
    },
  ],
  ['demo', 'state=demo', nothing],
];

describe.skipIf(chromiumPath === null)(`axe finds nothing${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  for (const theme of ['light', 'dark'] as const) {
    it.each(SCREENS)(`${theme}: %s`, async (_name, hash, act) => {
      const { page, complaints } = await browser.open(`${hash}&theme=${theme}`);
      await settle(page);
      await act(page);
      await page.waitForTimeout(300);
      expect(await complaints()).toEqual([]);
      // axe runs in an isolated world that the page's policy does not bind.
      const session = await page.context().newCDPSession(page);
      const { frameTree } = await session.send('Page.getFrameTree');
      const world = await session.send('Page.createIsolatedWorld', {
        frameId: frameTree.frame.id,
        worldName: 'axe',
      });
      const { readFile } = await import('node:fs/promises');
      const script = `${await readFile(axePath, 'utf8')};axe.run().then(({ violations }) => JSON.stringify(violations.map((v) => ({ id: v.id, nodes: v.nodes.slice(0, 4).map((n) => n.target.join(' ') + ' ' + n.failureSummary) }))))`;
      const { result } = await session.send('Runtime.evaluate', {
        expression: script,
        contextId: world.executionContextId,
        awaitPromise: true,
      });
      expect(JSON.parse(String(result.value))).toEqual([]);
      await page.close();
    });
  }
});
