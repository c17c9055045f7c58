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

const EVIL = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>${7*7}<b>bold</b>';

describe.skipIf(chromiumPath === null)(`the details${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('opens by one click and holds the list', async () => {
    const { page, complaints } = await browser.open('preload=300');
    await settle(page);
    await page.locator('.row.state').nth(12).click();
    const pane = page.locator('pl-detail-pane');
    await pane.locator('pre').waitFor();
    expect((await pane.boundingBox())?.width).toBe(392);
    expect(await pane.locator('h3').allInnerTexts()).toEqual(['Changed', 'Event', 'As sent']);
    expect(await pane.locator('.when').innerText()).toMatch(
      /^(Today|Yesterday) \d\d:\d\d:\d\d\.\d{3}, .* ago/,
    );
    expect(await pane.locator('pre').innerText()).toContain('"event_type": "state_changed"');
    const before = await visibleSeqs(page);
    await page.evaluate(() => window.fake.emit(30));
    await settle(page);
    expect(await visibleSeqs(page)).toEqual(before);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('covers the list in a narrow window', async () => {
    const { page } = await browser.open('preload=100', { width: 860, height: 640 });
    await settle(page);
    const width = async (): Promise<number> => (await page.locator('pl-log-list').boundingBox())?.width ?? 0;
    const before = await width();
    await page.locator('.row.state').nth(8).click();
    await page.locator('pl-detail-pane').waitFor();
    expect(await width()).toBe(before);
    const box = await page.locator('pl-detail-pane').boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(860);
    await page.close();
  });

  it('copies through main, filters by entity and hides the type', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    await page.locator('.row.state').nth(12).click();
    const pane = page.locator('pl-detail-pane');
    await pane.locator('pre').waitFor();
    const subject = await page.locator('.row.sel .subject').innerText();
    await pane.getByRole('button', { name: 'Copy entity id' }).click();
    await pane.getByRole('button', { name: 'Copy JSON' }).click();
    const copied = await page.evaluate(() =>
      window.fake.calls.filter(({ name }) => name === 'copyText').map(({ args }) => String(args[0])),
    );
    expect(copied[0]).toBe(subject);
    expect(JSON.parse(copied[1] ?? '')).toMatchObject({ event_type: 'state_changed' });
    await pane.getByRole('button', { name: 'Only this entity' }).click();
    await settle(page);
    expect(new Set(await page.locator('pl-log-list .row:not(.own) .subject').allInnerTexts())).toEqual(
      new Set([subject]),
    );
    await page.getByRole('button', { name: `Only ${subject}. Remove this filter` }).click();
    await pane.getByRole('button', { name: 'Hide this type' }).click();
    await settle(page);
    expect(await page.locator('pl-log-list .row.state').count()).toBe(0);
    await page.close();
  });

  it('turns an event into a notification choice', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    await page.locator('.row.state').nth(12).click();
    const subject = await page.locator('.row.sel .subject').innerText();
    await page.getByRole('button', { name: 'Alert me about this' }).click();
    await page.getByRole('heading', { name: 'Notifications' }).waitFor();
    const choice = await page.evaluate(
      () => window.fake.calls.find(({ name }) => name === 'setNotificationChoice')?.args[0],
    );
    expect(choice).toMatchObject({ type: 'state_changed', enabled: true });
    expect((choice as { entities: string[] }).entities).toContain(subject);
    const open = page.locator('pl-type-choice[flash]');
    expect(await open.locator('.chip').filter({ hasText: subject }).count()).toBe(1);
    await page.close();
  });

  it('says when an event has left memory, and what a gap is', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    await page.locator('.row.gap').click();
    expect(await page.locator('pl-detail-pane .body').innerText()).toContain('was not seen');
    await page.evaluate(() => {
      const base = {
        kind: 'event',
        serverId: 'home',
        at: Date.now(),
        type: 'custom',
        subject: '',
        origin: '',
        tone: 'other',
        alert: false,
      } as const;
      window.fake.emitRow({ ...base, text: 'An event without its text' });
    });
    await page.keyboard.press('f');
    await settle(page);
    await page.locator('.row').filter({ hasText: 'without its text' }).click();
    await page.locator('pl-detail-pane').getByText('has left memory').waitFor();
    await page.close();
  });

  it('shows hostile text as text, everywhere', async () => {
    const { page, complaints } = await browser.open('preload=20');
    const seq = await page.evaluate(
      (evil) =>
        window.fake.emitEvent({
          event_type: evil,
          data: {
            entity_id: evil,
            name: evil,
            new_state: { entity_id: evil, state: evil, attributes: { [evil]: evil } },
          },
          origin: evil,
          time_fired: '2026-11-21T08:00:00+00:00',
          context: { id: evil, parent_id: evil, user_id: evil },
        }).seq,
      EVIL,
    );
    await page.evaluate((evil) => {
      const overview = window.fake.overview();
      const [server] = overview.servers;
      window.fake.change({
        servers:
          server === undefined ? [] : [{ ...server, name: evil, version: evil, baseUrl: `http://${evil}` }],
        notices: [{ id: 'evil', tone: 'warning', text: evil }],
        notifications: {
          ...overview.notifications,
          recent: [{ seq: 1, at: 1, title: evil, body: evil, outcome: 'raised' }],
        },
      });
    }, EVIL);
    await settle(page);
    await page.locator(`#row-${String(seq)}`).click();
    await page.locator('pl-detail-pane pre').waitFor();
    expect(await page.locator('pl-detail-pane pre').innerText()).toContain('<script>');
    expect(await page.locator('pl-notice-bars .text').innerText()).toBe(EVIL);
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.locator('pl-recent-alerts .title').first().waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.locator('pl-server-card').waitFor();
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect(await page.locator('b', { hasText: /^bold$/ }).count()).toBe(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('brings an event into view when main asks for it, also through a filter', async () => {
    const { page } = await browser.open('preload=600');
    await settle(page);
    await page.getByLabel('Search events').fill('zzzz');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.evaluate(() => {
      window.fake.push('focusEvent', { seq: 41 });
    });
    await settle(page);
    expect(await visibleSeqs(page)).toContain(41);
    expect(await page.locator('.row.sel').getAttribute('data-seq')).toBe('41');
    await page.locator('pl-detail-pane pre').waitFor();
    expect(await lastSeq(page)).toBeGreaterThan(600);
    await page.close();
  });
});
