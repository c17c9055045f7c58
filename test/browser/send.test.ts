import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';
import { callsOf, emitEvents, HALL, openEvent } from './open-event.ts';

describe.skipIf(chromiumPath === null)(`the page that sends${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  async function openSend(
    hash = 'preload=100',
  ): Promise<{ page: Page; form: Locator; complaints(): Promise<readonly string[]> }> {
    const { page, complaints } = await browser.open(hash);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    return { page, complaints, form: page.locator('pl-send-page') };
  }

  it('never sends before a person has said yes, however often Enter is pressed', async () => {
    const { page, form } = await openSend();
    await form.getByLabel('Action', { exact: true }).fill('light.turn_on');
    for (let i = 0; i < 6; i += 1) {
      await page.keyboard.press('Enter');
      await page.waitForTimeout(40);
    }
    expect(await callsOf(page, 'sendToServer')).toEqual([]);
    await page.close();
  });

  it('tells what will happen to which home, sends it once, and offers it again', async () => {
    const { page, form, complaints } = await openSend();
    await form.getByLabel('Action', { exact: true }).fill('light.turn_on');
    await form.getByLabel(/^Data/).fill('{"entity_id": "light.hall"}');
    await form.getByRole('button', { name: 'Send…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send it?' });
    expect(await dialog.locator('.sentence').innerText()).toBe('This turns on light.hall in Home.');
    expect(await dialog.locator('pre').innerText()).toContain('POST /api/services/light/turn_on');
    await dialog.getByRole('button', { name: 'Send it' }).click();
    await form.locator('#result.good').waitFor();
    const draft = {
      serverId: 'home',
      kind: 'action',
      name: 'light.turn_on',
      data: '{"entity_id": "light.hall"}',
    };
    expect(await callsOf(page, 'sendToServer')).toEqual([[draft]]);
    await form.getByLabel('Action', { exact: true }).fill('lock.lock');
    await form.getByRole('button', { name: 'Use again: light.turn_on' }).click();
    expect(await form.getByLabel('Action', { exact: true }).inputValue()).toBe('light.turn_on');
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('says where the data is wrong, and goes there', async () => {
    const { page, form } = await openSend();
    await form.getByRole('radio', { name: /^Fire an event/ }).check();
    await form.getByLabel('Event type', { exact: true }).fill('my_event');
    const data = form.getByLabel(/^Data/);
    await data.fill('{\n  "a": on\n}');
    expect(await form.locator('#data-verdict').innerText()).toBe(
      'Line 2, column 8: A text needs double quotes.',
    );
    await form.getByRole('button', { name: 'Send…' }).click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await data.evaluate((area) => (area as HTMLTextAreaElement).selectionStart)).toBe(9);
    await form.getByLabel('Event type', { exact: true }).fill('..');
    await data.fill('');
    await form.getByRole('button', { name: 'Send…' }).click();
    expect(await form.locator('#name-verdict').innerText()).toContain('no slashes');
    await page.close();
  });

  it('completes names from what was seen, by keyboard', async () => {
    const { page, form } = await openSend();
    const name = form.getByLabel('Action', { exact: true });
    await name.pressSequentially('light.turn');
    await form.locator('pl-list-field [role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await name.inputValue()).toMatch(/^light\.turn_o(?:n|ff)$/);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.close();
  });

  it('offers what the home has, also what was never called', async () => {
    const { page, form } = await openSend();
    await form.getByLabel('Action', { exact: true }).pressSequentially('siren');
    await form.getByRole('option', { name: /^siren\.turn_on/ }).waitFor();
    await page.close();
  });

  it('keeps the name that was gone to by key when an answer comes late', async () => {
    const { page, form } = await openSend();
    const name = form.getByLabel('Action', { exact: true });
    await name.pressSequentially('light.turn_');
    await form.locator('pl-list-field [role=option]').first().waitFor();
    await page.evaluate(() => {
      const real = window.porchlight.request;
      Object.assign(window.porchlight, {
        request: async (name: string, args: readonly unknown[]) => {
          if (name === 'listActions') await new Promise((resolve) => setTimeout(resolve, 300));
          return real(name, args);
        },
      });
    });
    await page.keyboard.press('o');
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(600);
    await page.keyboard.press('Enter');
    expect(await name.inputValue()).toMatch(/^light\.turn_o(?:n|ff)$/);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.close();
  });

  it('sends nothing to a home that is away, and says so', async () => {
    const { page, form } = await openSend('preload=100&state=waiting');
    await form.getByLabel('Action', { exact: true }).fill('light.turn_on');
    expect(await form.locator('#server-verdict').innerText()).toContain('not connected');
    await form.getByRole('button', { name: 'Send…' }).click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.close();
  });

  it('keeps what was typed over a look at another page', async () => {
    const { page, form } = await openSend();
    await form.getByLabel('Action', { exact: true }).fill('lock.lock');
    await page.getByRole('button', { name: 'Events' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    expect(await form.getByLabel('Action', { exact: true }).inputValue()).toBe('lock.lock');
    await page.close();
  });

  it('is filled in by an event that is to be sent again', async () => {
    const { page } = await browser.open('preload=60');
    const seqs = await emitEvents(page, HALL);
    const pane = await openEvent(page, seqs[2] ?? 0);
    await pane.getByRole('button', { name: 'Send again…' }).click();
    const form = page.locator('pl-send-page');
    expect(await form.getByLabel('Action', { exact: true }).inputValue()).toBe('light.turn_on');
    expect(JSON.parse(await form.getByLabel(/^Data/).inputValue())).toEqual({
      entity_id: 'light.hall',
      brightness: 120,
    });
    expect(await callsOf(page, 'sendToServer')).toEqual([]);
    await page.close();
  });

  it.each(['light', 'dark'])('has no fault that axe can find: %s', async (theme) => {
    const { page, form } = await openSend(`preload=100&theme=${theme}`);
    await form.getByLabel('Action', { exact: true }).fill('light.turn_on');
    await form.getByLabel(/^Data/).fill('{ on');
    await settle(page);
    expect(await findViolations(page)).toEqual([]);
    await form.getByLabel(/^Data/).fill('');
    await form.getByRole('button', { name: 'Send…' }).click();
    await page.waitForTimeout(200);
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send it' }).click();
    await form.locator('#result.good').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.close();
  });
});
