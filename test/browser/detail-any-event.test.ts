import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {} from '../../src/renderer/events/events-page.ts';
import type {} from '../../src/renderer/state/bridge.ts';
import { findViolations } from './axe.ts';
import { chromiumPath, startBrowser, whySkipped, type TestBrowser } from './browser.ts';
import { emitEvents, HALL, openEvent } from './open-event.ts';

const PANE = ['pl-app', 'pl-events-page', 'pl-detail-pane'];
const EVIL = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script><b>bold</b>';

describe.skipIf(chromiumPath === null)(`the details of any event${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('show hostile text as text, everywhere', async () => {
    const { page, complaints } = await browser.open('preload=20');
    const [seq = 0] = await emitEvents(page, [
      {
        event_type: 'state_changed',
        data: {
          entity_id: EVIL,
          [EVIL]: [EVIL],
          old_state: { entity_id: EVIL, state: 'x', attributes: {} },
          new_state: {
            entity_id: EVIL,
            state: EVIL,
            attributes: { [EVIL]: EVIL.repeat(4), friendly_name: EVIL },
          },
        },
        origin: EVIL,
        time_fired: '2026-11-21T08:00:00+00:00',
        context: { id: EVIL, parent_id: null, user_id: EVIL },
      },
    ]);
    const pane = await openEvent(page, seq);
    expect(await pane.locator('h2').innerText()).toContain('<img');
    await pane.getByRole('button', { name: /^Show all of/ }).click();
    await pane.getByRole('button', { name: 'Show as text' }).click();
    expect(await pane.locator('pre').innerText()).toContain('<script>');
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect(await page.locator('b', { hasText: /^bold$/ }).count()).toBe(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('cut no sentence and need no sideways scrolling at 1100 pixels', async () => {
    const { page } = await browser.open('preload=60', { width: 1100, height: 700 });
    const words = 'Lorem ipsum dolor sit amet consetetur '.repeat(7).trim();
    const [seq = 0] = await emitEvents(page, [
      {
        ...HALL[0],
        event_type: 'logbook_entry',
        data: { name: words, message: 'x'.repeat(150) },
      },
    ]);
    const pane = await openEvent(page, seq);
    const box = await pane.locator('h2').evaluate((title) => ({
      scroll: title.scrollWidth - title.clientWidth,
      pane:
        (title.getRootNode() as ShadowRoot).host.scrollWidth -
        (title.getRootNode() as ShadowRoot).host.clientWidth,
      text: title.textContent.trim().length,
    }));
    expect(box.scroll).toBeLessThanOrEqual(0);
    expect(box.pane).toBeLessThanOrEqual(0);
    expect(box.text).toBeGreaterThan(200);
    await page.close();
  });

  it.each(['light', 'dark'])('have no fault that axe can find: %s', async (theme) => {
    const { page } = await browser.open(`preload=60&theme=${theme}`);
    const seqs = await emitEvents(page, HALL);
    for (const seq of [seqs[3] ?? 0, seqs[2] ?? 0]) {
      const pane = await openEvent(page, seq);
      await pane.getByRole('tree', { name: 'The event' }).getByRole('treeitem').first().click();
      await page.waitForTimeout(200);
      expect(await findViolations(page, PANE)).toEqual([]);
    }
    await page.close();
  });
});
