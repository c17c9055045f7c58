import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chromiumPath,
  lastSeq,
  settle,
  startBrowser,
  visibleSeqs,
  whySkipped,
  type TestBrowser,
} from './browser.ts';

describe.skipIf(chromiumPath === null)(`the events page${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('shows the newest row at the bottom, follows, and acknowledges', async () => {
    const { page, complaints } = await browser.open('preload=500');
    await settle(page);
    expect((await visibleSeqs(page)).at(-1)).toBe(await lastSeq(page));
    await page.evaluate(() => window.fake.emit(50));
    await settle(page);
    expect((await visibleSeqs(page)).at(-1)).toBe(await lastSeq(page));
    expect(await page.evaluate(() => window.fake.log.asks.at(-1)?.kind)).toBe('ack');
    expect(await page.locator('.pill').count()).toBe(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('holds still when scrolled up, counts, and follows again', async () => {
    const { page } = await browser.open('preload=800');
    await settle(page);
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, -3_000);
    await page.waitForTimeout(400);
    const before = await visibleSeqs(page);
    expect(before.at(-1)).toBeLessThan(await lastSeq(page));
    const start = await lastSeq(page);
    await page.evaluate(() => window.fake.emit(128));
    await settle(page);
    expect(await visibleSeqs(page)).toEqual(before);
    expect(await page.locator('.pill').innerText()).toBe(
      `${String((await lastSeq(page)) - start)} new, follow`,
    );
    await page.keyboard.press('f');
    await settle(page);
    expect((await visibleSeqs(page)).at(-1)).toBe(await lastSeq(page));
    expect(await page.locator('.pill').count()).toBe(0);
    await page.close();
  });

  it('follows again when scrolled to the bottom by hand', async () => {
    const { page } = await browser.open('preload=800');
    await settle(page);
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, -700);
    await page.waitForTimeout(400);
    expect(await page.locator('.pill').count()).toBe(1);
    await page.mouse.wheel(0, 3_000);
    await page.waitForTimeout(400);
    expect(await page.locator('.pill').count()).toBe(0);
    await page.close();
  });

  it('holds still even when the rows in view leave memory', async () => {
    const { page } = await browser.open('preload=20000');
    await settle(page);
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, -519_000);
    await page.waitForTimeout(500);
    const before = await visibleSeqs(page);
    for (let round = 0; round < 6; round += 1) {
      await page.evaluate(() => window.fake.emit(500));
      await settle(page);
      expect(await visibleSeqs(page)).toEqual(before);
    }
    expect(await page.evaluate(() => window.fake.log.memory.floorSeq)).toBeGreaterThan(before.at(-1) ?? 0);
    await page.close();
  });

  it('pauses: nothing moves, everything is counted, and resuming shows it', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    await page.keyboard.press('p');
    const before = await visibleSeqs(page);
    const start = await lastSeq(page);
    await page.evaluate(() => window.fake.emit(40));
    await settle(page);
    expect(await visibleSeqs(page)).toEqual(before);
    expect(await page.locator('.pill').innerText()).toBe(
      `Paused. ${String((await lastSeq(page)) - start)} new, resume`,
    );
    await page.locator('.pill').click();
    await settle(page);
    expect((await visibleSeqs(page)).at(-1)).toBe(await lastSeq(page));
    await page.close();
  });

  it('clears the view, says how many are hidden, and takes it back', async () => {
    const { page } = await browser.open('preload=200');
    await settle(page);
    const total = await lastSeq(page);
    await page.getByRole('button', { name: 'Clear the view' }).click();
    await settle(page);
    expect(await visibleSeqs(page)).toEqual([]);
    expect(await page.locator('pl-empty-log h2').innerText()).toContain('Waiting for the next event');
    await page.evaluate(() => window.fake.emit(3));
    await settle(page);
    expect((await visibleSeqs(page))[0]).toBe(total + 1);
    await page
      .locator('.tail .note')
      .filter({ hasText: /^\s*Cleared, undo/ })
      .click();
    await settle(page);
    expect((await visibleSeqs(page)).length).toBeGreaterThan(10);
    await page.close();
  });

  it('draws a bounded number of nodes, however many rows there are', async () => {
    const { page } = await browser.open('preload=20000');
    await settle(page);
    const rows = (): Promise<number> => page.locator('pl-log-list .row').count();
    expect(await rows()).toBeLessThan(60);
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, -200_000);
    await page.waitForTimeout(300);
    expect(await rows()).toBeLessThan(60);
    await page.close();
  });

  it.each([
    ['following', ''],
    ['held', 'Home'],
  ])('puts recovered rows into their place without moving what is looked at (%s)', async (_name, key) => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    if (key !== '') await page.keyboard.press(key);
    await settle(page);
    const before = await visibleSeqs(page);
    const gap = await page.evaluate(() => {
      const { log } = window.fake;
      const row = log.rows.find(({ kind }) => kind === 'gap');
      if (row === undefined) throw new Error('The scene has no gap.');
      const data = { domain: 'light', service: 'turn_off', service_data: { entity_id: ['light.attic'] } };
      log.recover(row.seq, [{ event_type: 'call_service', data, origin: 'LOCAL', time_fired: '' }]);
      return row.seq;
    });
    await settle(page);
    const after = await visibleSeqs(page);
    expect(key === '' ? after.at(-1) : after).toEqual(key === '' ? before.at(-1) : before);
    await page.getByLabel('Search events').fill('attic');
    await settle(page);
    expect(await page.locator(`#row-${gap} .text`).innerText()).toContain('1 event recovered');
    expect(await page.locator(`#row-${gap + 1}`).getAttribute('class')).toContain('recovered');
    await page.close();
  });

  it('keeps its place in time when another query is asked, and when it is taken back', async () => {
    const { page } = await browser.open('preload=400&stored=800');
    await settle(page);
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, -16_000);
    await page.waitForTimeout(300);
    await page.locator('.row.state').nth(14).click();
    await settle(page);
    const selected = Number(await page.locator('.row.sel').getAttribute('data-seq'));
    const { y } = (await page.locator('.row.sel').boundingBox()) ?? { y: -1 };
    for (const query of ['type:state_changed', '', 'type:(call_service OR state_changed)']) {
      await page.getByLabel('Search events').fill(query);
      // Two looks that are alike: a list that is still being made anew moves.
      const place = async (): Promise<string> => {
        await settle(page);
        const row = page.locator('.row.sel');
        const at = (await row.boundingBox())?.y ?? -1;
        return `${(await row.getAttribute('data-seq')) ?? ''} ${String(Math.abs(at - y) < 2)}`;
      };
      await expect.poll(place, { timeout: 20_000 }).toBe(`${String(selected)} true`);
      await page.waitForTimeout(300);
      expect(await place()).toBe(`${String(selected)} true`);
    }
    await page.close();
  });

  it.each([
    ['comes back to its place in time when a slow search has found it', false],
    ['stays where a person went while a slow search was looking for the place', true],
  ])('%s', async (_name, moves) => {
    const { page } = await browser.open('preload=400&stored=3000');
    await settle(page);
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, -30_000);
    await page.waitForTimeout(400);
    const [before = 0] = await visibleSeqs(page);
    await page.evaluate(() => {
      const { store } = window.fake.log;
      const nearest = store.nearest.bind(store);
      const isKnown = new Promise((resolve) => {
        window.addEventListener('place-known', resolve, { once: true });
      });
      store.nearest = async (...args) => {
        await isKnown;
        return nearest(...args);
      };
    });
    const firstSeen = async (): Promise<number> => (await visibleSeqs(page))[0] ?? 0;
    await page.getByLabel('Search events').fill('type:state_changed');
    await expect.poll(firstSeen, { timeout: 5_000 }).toBeGreaterThan(before + 500);
    // Another letter before the place is known must not make the newest matches the place.
    if (!moves) await page.getByLabel('Search events').fill('type:state_changed entity:sensor.*');
    if (moves) await page.mouse.wheel(0, -260);
    await page.waitForTimeout(900);
    const newest = await firstSeen();
    expect(newest).toBeGreaterThan(before + 500);
    await page.evaluate(() => window.dispatchEvent(new Event('place-known')));
    if (moves) await page.waitForTimeout(500);
    const expected = moves ? newest : before;
    await expect
      .poll(async () => Math.abs((await firstSeen()) - expected), { timeout: 5_000 })
      .toBeLessThan(15);
    await page.close();
  });

  it('shows an event that was asked for, whatever hides it', async () => {
    const { page } = await browser.open('preload=800&stored=5000');
    await settle(page);
    await page.getByLabel('Search events').fill('zzz');
    await page.waitForTimeout(400);
    await page.evaluate(() => window.fake.push('focusEvent', { seq: 1_234 }));
    await page.locator('#row-1234.sel').waitFor();
    expect(await page.getByLabel('Search events').inputValue()).toBe('');
    expect(await page.locator('pl-detail-pane').count()).toBe(1);
    await page.close();
  });

  it('marks bookmarked rows, where a new day begins, and words', async () => {
    const { page } = await browser.open('preload=0&stored=100000');
    await settle(page);
    const seq = (await visibleSeqs(page)).at(-2) ?? 0;
    await page.evaluate((wanted) => window.fake.log.setBookmark(wanted, true), seq);
    await page.locator(`#row-${seq} .bookmark`).waitFor();
    await page.keyboard.press('Home');
    await settle(page);
    expect(await page.locator('.today').innerText()).toMatch(/^\w{3} \d+ \w{3}$/);
    await page.close();
  });

  it('takes a new port in place of the old one and loses nothing', async () => {
    const { page } = await browser.open('preload=50');
    await settle(page);
    await page.evaluate(() => {
      window.fake.log.openPort();
      window.fake.emit(5);
    });
    await settle(page);
    expect((await visibleSeqs(page)).at(-1)).toBe(await lastSeq(page));
    await page.close();
  });

  it.each([
    ['live', 'Live. Waiting for the first event'],
    ['stopped', 'Home Assistant does not accept the access token (401).'],
    ['waiting', 'Home Assistant does not answer at homeassistant.local:8123.'],
    ['connecting', 'Connecting to Home, attempt 3.'],
    ['off', 'Home is switched off.'],
  ])('says in the middle of an empty list what is going on: %s', async (state, words) => {
    const { page } = await browser.open(`state=${state}&preload=0`);
    await settle(page);
    expect(await page.locator('pl-empty-log h2').innerText()).toContain(words);
    await page.close();
  });

  it('tells an interruption at the foot of the list, in the badge, and to a screen reader', async () => {
    const { page } = await browser.open('preload=100');
    await page.evaluate(() => window.fake.setState('waiting'));
    await settle(page);
    expect(await page.locator('pl-live-banner .text').innerText()).toMatch(
      /Disconnected since \d\d:\d\d:\d\d\. Home Assistant does not answer .* Trying again in \d+ s\./,
    );
    expect(await page.locator('pl-app [aria-live=polite]').first().innerText()).toContain('Home: Waiting.');
    await page.getByRole('button', { name: /Connection: Waiting/ }).click();
    expect(await page.getByRole('dialog', { name: 'Connection' }).innerText()).toContain(
      'Home Assistant may be starting.',
    );
    await page
      .getByRole('dialog', { name: 'Connection' })
      .getByRole('button', { name: 'Reconnect now' })
      .click();
    await page.waitForFunction(() => window.fake.calls.some(({ name }) => name === 'reconnect'));
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog', { name: 'Connection' }).count()).toBe(0);
    await page.close();
  });
});
