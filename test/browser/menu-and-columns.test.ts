import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import type { SettingsPatch } from '../../src/core/settings/settings.ts';
import type { Timeline } from '../../src/renderer/timeline/timeline.ts';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

function queryOf(page: Page): Promise<string> {
  return page.locator('pl-timeline').evaluate((element) => (element as Timeline).model.query);
}

function callsOf(page: Page, wanted: string): Promise<unknown[]> {
  return page.evaluate(
    (name) => window.fake.calls.filter((call) => call.name === name).map(({ args }) => args),
    wanted,
  );
}

/** A row about an entity, in the middle of the view. */
async function someRow(page: Page): Promise<Locator> {
  await page.locator('pl-log-list').hover();
  await page.mouse.wheel(0, -400);
  await settle(page);
  const seqs = await page
    .locator('pl-log-list .row.state')
    .evaluateAll((rows) =>
      rows
        .filter((row) => row.getBoundingClientRect().top > 250 && row.getBoundingClientRect().bottom < 700)
        .map((row) => (row as HTMLElement).dataset['seq']),
    );
  return page.locator(`pl-log-list .row[data-seq="${seqs[0] ?? ''}"]`);
}

function menu(page: Page): Locator {
  return page.getByRole('menu');
}

describe.skipIf(chromiumPath === null)(`menu and columns${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('has a menu for every cell, which stays inside of the window', async () => {
    const { page, complaints } = await browser.open('columns=ids&preload=600');
    const row = await someRow(page);
    const entity = await row.locator('.subject').innerText();
    await row.locator('.subject').click({ button: 'right' });
    const items = await menu(page).getByRole('menuitem').allTextContents();
    expect(items.map((item) => item.trim())).toEqual([
      `Only ${entity}`,
      `Hide ${entity}Alt click`,
      'Add to filterCtrl click',
      'Highlight',
      `Copy ${entity}`,
      'Copy row',
      'Show in context',
      `Next event of ${entity}`,
      `Previous event of ${entity}`,
      'Events around this time (± 1 min)',
      'BookmarkB',
      `Alert me about ${entity}`,
      'Alert me about thisA',
    ]);
    await menu(page)
      .getByRole('menuitem', { name: `Only ${entity}` })
      .click();
    expect(await queryOf(page)).toBe(`entity:${entity}`);
    for (const column of ['time', 'type', 'text', 'origin'] as const) {
      const cell = page.locator(`pl-log-list .row:not(.own) [data-column=${column}]`).last();
      await cell.click({ button: 'right', position: { x: 4, y: 6 } });
      const box = await menu(page).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1_280);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(800);
      await page.keyboard.press('Escape');
      expect(await menu(page).count()).toBe(0);
    }
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('alerts about what is in a cell, in place', async () => {
    const { page } = await browser.open('columns=ids&preload=600');
    const row = await someRow(page);
    const entity = await row.locator('.subject').innerText();
    await row.locator('.subject').click({ button: 'right' });
    await menu(page)
      .getByRole('menuitem', { name: `Alert me about ${entity}` })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Alert me about this' });
    await dialog.getByText(/in the last 24 hours\.$/).waitFor();
    await dialog.getByRole('button', { name: 'Alert me' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const rule = await page.evaluate(() => window.fake.overview().notifications.rules[0]);
    expect(rule).toMatchObject({ name: entity, query: `entity:${entity}` });
    await page.close();
  });

  it('includes and excludes by a click with a modifier, without opening the row', async () => {
    const { page } = await browser.open('columns=ids&preload=600');
    const row = await someRow(page);
    const entity = await row.locator('.subject').innerText();
    await row.locator('.type').click({ modifiers: ['Control'] });
    expect(await queryOf(page)).toBe('type:state_changed');
    await settle(page);
    await page
      .locator('pl-log-list .row .subject', { hasText: entity })
      .last()
      .click({ modifiers: ['Alt'] });
    expect(await queryOf(page)).toBe(`type:state_changed -entity:${entity}`);
    expect(await page.locator('pl-detail-pane').count()).toBe(0);
    await page.close();
  });

  it('is worked by keys alone: Shift+F10, arrows, letters, Escape', async () => {
    const { page } = await browser.open('preload=600');
    await settle(page);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await settle(page);
    await page.keyboard.press('Shift+F10');
    await menu(page).waitFor();
    const focused = (): Promise<string> =>
      page
        .locator('pl-context-menu')
        .evaluate((element) => element.shadowRoot?.activeElement?.textContent.trim() ?? '');
    expect(await focused()).toMatch(/^Only /);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('Alert me about thisA');
    await page.keyboard.press('c');
    expect(await focused()).toMatch(/^Copy /);
    await page.keyboard.press('Escape');
    expect(await menu(page).count()).toBe(0);
    const active = await page
      .locator('pl-log-list')
      .evaluate((element) => element.shadowRoot?.activeElement?.className);
    expect(active).toContain('scroller');
    await page.keyboard.press('Shift+F10');
    await page.keyboard.press('c');
    await page.keyboard.press('c');
    await page.keyboard.press('Enter');
    const [copied] = await callsOf(page, 'copyText');
    expect(String(copied)).toContain('\t');
    await page.close();
  });

  it('goes to the neighbours of an entity, and to what was around a row', async () => {
    const { page } = await browser.open('columns=ids&preload=600');
    const row = await someRow(page);
    const seq = Number(await row.getAttribute('data-seq'));
    const entity = await row.locator('.subject').innerText();
    await row.locator('.subject').click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Previous event of' }).click();
    const selected = page.locator('pl-log-list .row.sel');
    await expect.poll(async () => Number(await selected.getAttribute('data-seq'))).toBeLessThan(seq);
    const [asked] = await callsOf(page, 'findNeighbour');
    expect(asked).toEqual(['log', `entity:${entity}`, seq, 'before']);
    await selected.locator('.subject').click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Events around this time' }).click();
    expect(await queryOf(page)).toMatch(/^at:.+\.\./);
    await page.close();
  });

  it('bookmarks with b, shows the star, and finds it again', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    await page.keyboard.press('ArrowUp');
    await settle(page);
    await page.keyboard.press('b');
    await page.locator('pl-log-list .row .bookmark').waitFor();
    await page.getByRole('button', { name: 'Only bookmarked events' }).click();
    expect(await queryOf(page)).toBe('bookmarked:yes');
    await expect.poll(() => page.locator('pl-log-list .row:not(.own)').count()).toBe(1);
    await page.getByRole('button', { name: 'Only bookmarked events' }).click();
    expect(await queryOf(page)).toBe('');
    await page.close();
  });

  it('shows hostile values as text, and asks for just them', async () => {
    const { page, complaints } = await browser.open('columns=ids&preload=30');
    const seq = await page.evaluate(() => {
      const subject = `<img src=x onerror=alert(1)>" OR * ${'x'.repeat(180)}`;
      const data = { entity_id: subject };
      return window.fake.emitEvent({ event_type: 'custom', data, origin: 'LOCAL', time_fired: '' }).seq;
    });
    const row = page.locator(`pl-log-list .row[data-seq="${String(seq)}"]`);
    await row.locator('.subject').click({ button: 'right' });
    const box = await menu(page).boundingBox();
    expect(box?.width).toBeLessThanOrEqual(380);
    const item = menu(page).getByRole('menuitem').first();
    expect(await item.innerText()).toContain('Only "<img src=x');
    await item.click();
    expect(await queryOf(page)).toContain('"<img src=x onerror=alert(1)>\\" OR *');
    expect(await page.locator('pl-context-menu img').count()).toBe(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('resizes a column by its edge and by keys, and a double click gives the usual width back', async () => {
    const { page } = await browser.open('preload=300');
    const edge = page.getByRole('separator', { name: 'Width of Name and room' });
    const cell = page.locator('pl-log-list .row:not(.own) .thing').first();
    const widthOf = async (): Promise<number> => Math.round((await cell.boundingBox())?.width ?? 0);
    expect(await widthOf()).toBe(260);
    const box = await edge.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 4, (box?.y ?? 0) + 10);
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) + 64, (box?.y ?? 0) + 10, { steps: 3 });
    await page.mouse.up();
    expect(await widthOf()).toBe(320);
    const [saved] = (await callsOf(page, 'changeSettings')).at(-1) as readonly Pick<
      SettingsPatch,
      'columns'
    >[];
    expect(saved?.columns?.find(({ name }) => name === 'thing')?.widthPx).toBe(320);
    await edge.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await edge.getAttribute('aria-valuenow')).toBe('308');
    await page.keyboard.press('Home');
    expect(await widthOf()).toBe(80);
    await edge.dblclick();
    expect(await widthOf()).toBe(260);
    expect((await callsOf(page, 'changeSettings')).at(-1)).toEqual([{ columns: [] }]);
    await page.close();
  });

  it('shows, hides and orders columns from the chooser, by keys alone, and keeps them', async () => {
    const { page, complaints } = await browser.open('preload=300&servers=2');
    const heads = async (): Promise<string[]> => {
      const found = page.locator('pl-log-list [data-head]:visible');
      return found.evaluateAll((each) => each.map((head) => (head as HTMLElement).dataset['head'] ?? ''));
    };
    expect(await heads()).toEqual(['time', 'icon', 'thing', 'text', 'by']);
    const choose = page.getByRole('button', { name: 'Choose columns' });
    await choose.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Columns' }).waitFor();
    const server = page.getByRole('checkbox', { name: 'Server' });
    await server.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Alt+ArrowUp');
    await settle(page);
    expect(await heads()).toEqual(['time', 'icon', 'thing', 'text', 'server', 'by']);
    expect(await server.evaluate((box) => box.matches(':focus'))).toBe(true);
    await page.getByRole('checkbox', { name: 'By', exact: true }).focus();
    await page.keyboard.press('Space');
    await settle(page);
    expect(await heads()).toEqual(['time', 'icon', 'thing', 'text', 'server']);
    const lefts = await page
      .locator('pl-log-list .row:not(.own)')
      .first()
      .locator('[data-column]:visible')
      .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().x)));
    const headLefts = await page
      .locator('pl-log-list [data-head]:visible')
      .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().x)));
    // What stands first is said first, and the eye finds the cells below their heads.
    expect(lefts).toEqual(lefts.toSorted((a, b) => a - b));
    expect(lefts).toEqual(headLefts);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog', { name: 'Columns' }).count()).toBe(0);
    expect(await page.evaluate(() => window.fake.overview().columns.map(({ name }) => name))).toEqual([
      'time',
      'icon',
      'thing',
      'text',
      'server',
      'by',
      'type',
      'subject',
      'origin',
    ]);
    await choose.click();
    await page.getByRole('button', { name: 'Reset' }).click();
    await settle(page);
    expect(await heads()).toEqual(['time', 'icon', 'thing', 'text', 'by']);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('moves a column by its title', async () => {
    const { page } = await browser.open('preload=300');
    const title = page.locator('pl-log-list .h-thing .h-title');
    const target = await page.locator('pl-log-list .h-time').boundingBox();
    const box = await title.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 10, (box?.y ?? 0) + 8);
    await page.mouse.down();
    await page.mouse.move((target?.x ?? 0) + 10, (box?.y ?? 0) + 8, { steps: 12 });
    await page.mouse.up();
    await settle(page);
    const [first] = await page.evaluate(() => window.fake.overview().columns.map(({ name }) => name));
    expect(first).toBe('thing');
    await page.close();
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`axe finds nothing, ${theme}`, async () => {
      const { page } = await browser.open(`columns=ids&preload=600&theme=${theme}`);
      const row = await someRow(page);
      await row.locator('.subject').click({ button: 'right' });
      await settle(page);
      expect(await findViolations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Choose columns' }).click();
      await settle(page);
      expect(await findViolations(page)).toEqual([]);
      await page.close();
    });
  }
});
