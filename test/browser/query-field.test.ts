import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

const HOSTILE = '"><img src=x onerror=alert(1)> b';

const field = (page: Page): Locator => page.getByLabel('Search events');
const options = (page: Page): Locator => page.locator('pl-query-field').getByRole('option');

/** The text in which Chromium draws the colours, and the width of it beside that of the field's own text. */
function mirrorOf(
  page: Page,
): Promise<{ text: string; wrong: string; scrollLeft: number; inputScrollLeft: number }> {
  return page.locator('pl-query-field').evaluate((element) => {
    const mirror = element.shadowRoot?.querySelector('.mirror');
    const wrong = [...(mirror?.querySelectorAll('.q-wrong') ?? [])];
    return {
      text: mirror?.textContent ?? '',
      wrong: wrong.map(({ textContent }) => textContent).join(''),
      scrollLeft: mirror?.scrollLeft ?? -1,
      inputScrollLeft: element.shadowRoot?.querySelector('input')?.scrollLeft ?? -2,
    };
  });
}

async function activeLabel(page: Page): Promise<string> {
  return page.locator('pl-query-field').evaluate((element) => {
    const root = element.shadowRoot;
    const id = root?.querySelector('input')?.getAttribute('aria-activedescendant') ?? '';
    return id === '' ? '' : (root?.getElementById(id)?.querySelector('code')?.textContent ?? 'dangling');
  });
}

describe.skipIf(chromiumPath === null)(`query field${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('shows examples in the empty field, and one by keyboard alone answers', async () => {
    const { page, complaints } = await browser.open('preload=400');
    await settle(page);
    await page.keyboard.press('Control+f');
    expect(await options(page).count()).toBe(7);
    expect(await options(page).first().innerText()).toContain('What happened to the hall light at seven?');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await activeLabel(page)).toBe('type:call_service user:*');
    await page.keyboard.press('Enter');
    await settle(page);
    expect(await field(page).inputValue()).toBe('type:call_service user:*');
    expect(await page.locator('.matching').innerText()).toMatch(/^\d+ of \d+$/);
    expect(await options(page).count()).toBe(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('completes fields and values that were seen, and waits with half a value', async () => {
    const { page } = await browser.open('preload=400');
    await settle(page);
    await page.keyboard.press('/');
    await page.keyboard.type('ent');
    expect(await options(page).first().innerText()).toContain('entity:');
    await page.keyboard.press('Tab');
    expect(await field(page).inputValue()).toBe('entity:');
    await page.keyboard.type('light.ha');
    await page.locator('pl-query-field .count').first().waitFor();
    await page.waitForTimeout(300);
    expect(await page.locator('pl-empty-log h2').count()).toBe(0);
    expect(await options(page).allInnerTexts()).toEqual([
      expect.stringMatching(/^light\.hall\s+Hall light, Hall\s+\d+/),
    ]);
    await page.keyboard.press('Tab');
    expect(await field(page).inputValue()).toBe('entity:light.hall ');
    await settle(page);
    const things = await page
      .locator('pl-log-list .row.state .thing')
      .evaluateAll((all) => all.map((thing) => (thing as HTMLElement).title));
    expect(new Set(things)).toEqual(new Set(['light.hall']));
    await page.keyboard.type('recovered:');
    expect((await options(page).allInnerTexts()).map((text) => text.trim())).toEqual(['yes', 'no']);
    await page.close();
  });

  it('offers rooms and things by their names, and finds what happened there', async () => {
    const { page } = await browser.open('preload=400');
    await settle(page);
    await page.keyboard.press('/');
    await page.keyboard.type('area:');
    await expect
      .poll(() => options(page).allInnerTexts())
      .toEqual([
        expect.stringMatching(/^Garage\s+Ground floor/),
        expect.stringMatching(/^Hall\s+Ground floor/),
        expect.stringMatching(/^"?Kids room"?\s+Upstairs/),
        expect.stringMatching(/^Kitchen\s+Ground floor/),
        expect.stringMatching(/^"Living room"|^Living room/),
      ]);
    await page.keyboard.type('kit');
    await expect.poll(() => options(page).count()).toBe(1);
    await page.keyboard.press('Tab');
    expect(await field(page).inputValue()).toBe('area:Kitchen ');
    await settle(page);
    const rooms = await page.locator('pl-log-list .row:not(.own) .room').allInnerTexts();
    expect(new Set(rooms)).toEqual(new Set(['Kitchen']));
    await field(page).fill('entity:counter');
    await expect.poll(() => options(page).first().innerText()).toMatch(/^light\.kitchen_counter/);
    await page.close();
  });

  it('says where and why something is wrong, and leaves the list as it was', async () => {
    const { page } = await browser.open('preload=400');
    await settle(page);
    await field(page).fill('type:call_service');
    await page.keyboard.press('Enter');
    await settle(page);
    await field(page).focus();
    await page.keyboard.press('End');
    const before = await page.locator('.matching').innerText();
    await page.keyboard.type(' tipe:x');
    await page.getByText('There is no field “tipe”. Did you mean type?').waitFor();
    expect(await mirrorOf(page)).toMatchObject({ text: 'type:call_service tipe:x', wrong: 'tipe:' });
    expect(await field(page).getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.matching').innerText()).toBe(before);
    const described = await page
      .locator('pl-query-field')
      .evaluate((element) => element.shadowRoot?.getElementById('problem')?.getAttribute('role'));
    expect(described).toBe('status');
    await field(page).fill('type:call_service to');
    await settle(page);
    expect(await field(page).getAttribute('aria-invalid')).toBe('false');
    await page.close();
  });

  it('closes, clears and leaves by Escape, and remembers what was looked for', async () => {
    const { page } = await browser.open('preload=100');
    await settle(page);
    await page.keyboard.press('/');
    await page.keyboard.type('t');
    expect(await options(page).count()).toBeGreaterThan(1);
    await page.keyboard.press('Escape');
    expect([await options(page).count(), await field(page).inputValue()]).toEqual([0, 't']);
    await field(page).fill('kitchen');
    await page.keyboard.press('Enter');
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    expect(await field(page).inputValue()).toBe('');
    await page.keyboard.press('ArrowDown');
    expect((await options(page).allInnerTexts())[0]?.trim()).toBe('kitchen');
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    expect(await page.getByRole('button', { name: 'Resume the list' }).count()).toBe(1);
    await page.close();
  });

  it('scrolls its colours along with a long query', async () => {
    const { page } = await browser.open('preload=10', { width: 900, height: 600 });
    await settle(page);
    await page.keyboard.press('/');
    await page.keyboard.type(
      'entity:(light.hall OR light.kitchen OR light.bedroom OR light.stairs) to:on from:off since:7d',
    );
    await settle(page);
    const end = await mirrorOf(page);
    expect(end.inputScrollLeft).toBeGreaterThan(50);
    expect(end.scrollLeft).toBe(end.inputScrollLeft);
    await page.keyboard.press('Home');
    await settle(page);
    expect(await mirrorOf(page)).toMatchObject({ scrollLeft: 0, inputScrollLeft: 0 });
    await page.close();
  });

  it('offers and takes hostile values as what they are: text', async () => {
    const { page, complaints } = await browser.open('preload=10');
    await page.evaluate((type) => {
      window.fake.emitEvent({
        event_type: type,
        data: {},
        origin: 'LOCAL',
        time_fired: new Date().toISOString(),
        context: { id: 'c', parent_id: null, user_id: null },
      });
    }, HOSTILE);
    await settle(page);
    await field(page).fill('type:"');
    await options(page).filter({ hasText: 'onerror' }).click();
    expect(await field(page).inputValue()).toBe('type:"\\"><img src=x onerror=alert(1)> b" ');
    await settle(page);
    expect(await page.locator('pl-log-list .row:not(.own)').count()).toBe(1);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('explains the language on one screen, from which a line can be tried', async () => {
    const { page } = await browser.open('preload=100');
    await page.getByRole('button', { name: 'How to search' }).click();
    const sheet = page.getByRole('dialog', { name: 'How to search' });
    const box = await sheet.boundingBox();
    expect((box?.height ?? 9_999) <= 752).toBe(true);
    await sheet.getByRole('button', { name: 'domain:light to:on' }).click();
    expect(await field(page).inputValue()).toBe('domain:light to:on');
    await page.close();
  });

  it('marks words without hiding rows, and goes from one to the next', async () => {
    const { page } = await browser.open('preload=400');
    await settle(page);
    await page.keyboard.press('Control+h');
    await page.keyboard.type('hall');
    await settle(page);
    expect(await page.locator('pl-log-list .row mark').count()).toBeGreaterThan(2);
    const rows = await page.getByRole('grid', { name: 'Events' }).getAttribute('aria-rowcount');
    expect(Number(rows)).toBeGreaterThan(400);
    const selected = async (): Promise<number> => {
      await settle(page);
      return Number(await page.locator('pl-log-list .row.sel').getAttribute('data-seq'));
    };
    await page.keyboard.press('Enter');
    const first = await selected();
    await page.keyboard.press('Enter');
    const second = await selected();
    expect(second).toBeLessThan(first);
    await page.keyboard.press('F3');
    expect(await selected()).toBe(first);
    await page.keyboard.press('F3');
    await page.getByText('Nothing newer').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('pl-log-list .row mark').count()).toBe(0);
    await page.keyboard.press('n');
    expect(await page.getByLabel('Highlight words').count()).toBe(1);
    await page.close();
  });

  it('goes one marked row on for each key, however fast they come', async () => {
    const { page } = await browser.open('preload=10&stored=3000');
    await settle(page);
    await page.keyboard.press('Control+h');
    await page.keyboard.type('service');
    // Far apart in what is stored: the row is not there yet when the next key comes.
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Enter');
    const expected = await page.evaluate(async () => {
      let seq = window.fake.log.lastSeq + 1;
      for (let step = 0; step < 4; step += 1) {
        const answer = await window.porchlight.request('findNeighbour', ['log', 'service', seq, 'before']);
        seq = answer.ok ? ((answer.value as { seq: number } | null)?.seq ?? 0) : 0;
      }
      return String(seq);
    });
    const selected = page.locator('pl-log-list .row.sel');
    await expect.poll(() => selected.getAttribute('data-seq')).toBe(expected);
    await page.close();
  });

  const SCREENS: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
    ['examples', (page) => page.keyboard.press('/')],
    ['values', (page) => field(page).pressSequentially('entity:li')],
    ['a mistake', (page) => field(page).pressSequentially('to:on OR')],
    ['the help', (page) => page.getByRole('button', { name: 'How to search' }).click()],
    ['the highlight', (page) => page.keyboard.press('Control+h')],
  ];
  for (const theme of ['light', 'dark'] as const) {
    it.each(SCREENS)(`axe finds nothing, ${theme}: %s`, async (_name, act) => {
      const { page, complaints } = await browser.open(`preload=200&theme=${theme}`);
      await settle(page);
      await act(page);
      await page.waitForTimeout(700);
      expect(await findViolations(page)).toEqual([]);
      expect(await complaints()).toEqual([]);
      await page.close();
    });
  }
});
