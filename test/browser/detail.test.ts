import { ANNA } from './fake-registry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {} from '../../src/renderer/events/events-page.ts';
import type {} from '../../src/renderer/state/bridge.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';
import { callsOf, emitEvents, HALL, openEvent } from './open-event.ts';

describe.skipIf(chromiumPath === null)(`the details of an event${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('say what happened, when, what changed and why', async () => {
    const { page, complaints } = await browser.open('preload=60');
    const seqs = await emitEvents(page, HALL);
    const pane = await openEvent(page, seqs[3] ?? 0);
    expect(await pane.locator('h2').innerText()).toBe('Hall light turned on, was off');
    expect(await pane.locator('.when').innerText()).toMatch(
      /\d\d:00:00\.418, .*, 9 h 12 min after its last change$/,
    );
    expect(await pane.locator('pl-ago').evaluate((ago) => ago.shadowRoot?.textContent)).toMatch(/ ago$/);
    expect(await pane.locator('pl-changes dt').allInnerTexts()).toEqual(['state', 'brightness']);
    expect(await pane.locator('pl-changes s').allInnerTexts()).toEqual(['off']);
    expect(await pane.locator('pl-changes ins').allInnerTexts()).toEqual(['on', '47 %']);
    const lines = pane.getByRole('treeitem');
    const tree = pane.getByRole('tree', { name: 'What caused what' });
    expect(await tree.locator('.words').allInnerTexts()).toEqual([
      'Hall motion turned on, was off',
      'Automation "Morning hall" ran, because Hall motion turned on',
      'light.turn_on called for Hall, brightness 47 %',
      'Hall light turned on, was off',
    ]);
    expect(await tree.getByRole('treeitem').evaluateAll((all) => all.map((line) => line.ariaLevel))).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
    expect(await tree.locator('[aria-current]').innerText()).toContain('Hall light');
    expect(await lines.count()).toBeGreaterThan(4);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('go along the causes by keyboard, also to events that the list does not show', async () => {
    const { page } = await browser.open('preload=60');
    const seqs = await emitEvents(page, HALL);
    const pane = await openEvent(page, seqs[3] ?? 0);
    await page.evaluate(() => {
      const list = document.querySelector('pl-app')?.shadowRoot?.querySelector('pl-events-page');
      list?.model.setQuery('entity:light.hall type:state_changed');
    });
    await settle(page);
    await pane.locator('pl-cause-tree [aria-current]').focus();
    for (const key of ['ArrowUp', 'ArrowUp', 'Home', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await settle(page);
    expect(await pane.locator('h2').innerText()).toContain('Automation "Morning hall" ran');
    expect(await pane.locator('pl-cause-tree [aria-current]').innerText()).toContain('Morning hall');
    await page.close();
  });

  it('draw the states of a number as a line, with its ends in words', async () => {
    const { page } = await browser.open('preload=300');
    const seq = await page.evaluate(
      () => window.fake.log.rows.findLast(({ subject }) => subject === 'sensor.power')?.seq ?? 0,
    );
    const pane = await openEvent(page, seq);
    const line = pane.getByRole('img', {
      name: /^sensor\.power over .+: lowest \d+ W, highest \d+ W, here \d+ W\.$/,
    });
    expect(await line.locator('path').getAttribute('d')).toMatch(/^M0 [\d.]+H/);
    expect(await pane.locator('.spark p').innerText()).toContain('low');
    await page.close();
  });

  it('name the person it began with', async () => {
    const { page } = await browser.open('preload=60');
    const call = HALL[2];
    const user = '3f2ac1d09b7e4a5f8c6d1e2f3a4b5c6d';
    const [seq = 0, bySomebody = 0] = await emitEvents(page, [
      { ...call, context: { id: 'U', parent_id: null, user_id: ANNA } },
      { ...call, context: { id: 'V', parent_id: null, user_id: user } },
    ]);
    const row = page.locator(`pl-log-list .row[data-seq="${String(seq)}"]`);
    expect(await row.locator('.by').innerText()).toBe('Anna');
    expect(await row.locator('.thing').innerText()).toMatch(/^Hall light\s*·?\s*Hall$/);
    const pane = await openEvent(page, seq);
    expect(await pane.locator('pl-cause-tree .person').innerText()).toBe('Anna');
    await openEvent(page, bySomebody);
    expect(await pane.locator('pl-cause-tree .person').innerText()).toContain('A person (user 3f2ac1…)');
    await page.close();
  });

  it('copy a value, its path, a template, a trigger and the event', async () => {
    const { page } = await browser.open('preload=60');
    const seqs = await emitEvents(page, HALL);
    const pane = await openEvent(page, seqs[3] ?? 0);
    await pane
      .getByRole('treeitem', { name: /^brightness/ })
      .last()
      .click();
    for (const name of ['Copy value', 'Copy path', 'Copy template', 'Copy trigger YAML', 'Copy event']) {
      await pane.getByRole('button', { name, exact: true }).click();
    }
    const copied = (await callsOf(page, 'copyText')).map(([text]) => String(text));
    expect(copied.slice(0, 4)).toEqual([
      '120',
      'data.new_state.attributes.brightness',
      "{{ state_attr('light.hall', 'brightness') }}",
      'trigger: state\nentity_id: light.hall\nfrom: "off"\nto: "on"',
    ]);
    expect(JSON.parse(copied[4] ?? '')).toEqual(HALL[3]);
    expect(await pane.locator('[role=status]').innerText()).toBe('Event copied');
    await page.close();
  });

  it('open and close the event by keyboard, and keep it so for the next', async () => {
    const { page } = await browser.open('preload=60');
    const seqs = await emitEvents(page, HALL);
    const pane = await openEvent(page, seqs[3] ?? 0);
    const tree = pane.getByRole('tree', { name: 'The event' });
    await tree.getByRole('treeitem').first().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
    const old = tree.getByRole('treeitem', { name: /^old_state/ });
    expect(await old.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowRight');
    expect(
      await page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active?.ariaLevel;
      }),
    ).toBe('3');
    await openEvent(page, seqs[0] ?? 0);
    expect(await old.getAttribute('aria-expanded')).toBe('true');
    await page.getByRole('button', { name: 'Show as text' }).click();
    expect(await pane.locator('pre').innerText()).toContain('"event_type": "state_changed"');
    await page.close();
  });

  it('go to the previous and the next event of the same entity, and say when there is none', async () => {
    const { page } = await browser.open('preload=60');
    const seqs = await emitEvents(page, [...HALL, ...HALL.slice(3)]);
    const pane = await openEvent(page, seqs[4] ?? 0);
    await pane.getByRole('button', { name: 'Previous event of light.hall' }).click();
    await settle(page);
    expect(await callsOf(page, 'findNeighbour')).toEqual([['log', 'entity:light.hall', seqs[4], 'before']]);
    expect(await pane.locator('pl-json-tree').count()).toBe(1);
    await openEvent(page, seqs[4] ?? 0);
    await pane.getByRole('button', { name: 'Next event of light.hall' }).click();
    await pane.getByText('No later event of light.hall').waitFor();
    await page.close();
  });

  it('show the bookmark of an event that the list does not have', async () => {
    const { page } = await browser.open('preload=60');
    const seqs = await emitEvents(page, [...HALL, ...HALL.slice(3)]);
    const pane = await openEvent(page, seqs[4] ?? 0);
    await page.evaluate((seq) => {
      window.fake.log.setBookmark(seq, true);
    }, seqs[3] ?? 0);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('type:nothing_like_it');
    await page.keyboard.press('Enter');
    await settle(page);
    await pane.getByRole('button', { name: 'Previous event of light.hall' }).click();
    await pane.locator('pl-detail-bar button[aria-pressed="true"]').waitFor();
    await page.close();
  });

  it('drop an answer that comes when another event is wanted', async () => {
    const { page } = await browser.open('preload=60');
    const seqs = await emitEvents(page, HALL);
    await openEvent(page, seqs[0] ?? 0);
    await page.evaluate((slow) => {
      const real = window.porchlight.request;
      Object.assign(window.porchlight, {
        request: async (name: string, args: readonly unknown[]) => {
          if (name === 'readEvent' && args[1] === slow)
            await new Promise((resolve) => setTimeout(resolve, 500));
          return real(name, args);
        },
      });
    }, seqs[1]);
    await page.evaluate(
      ([first, second]) => {
        window.fake.push('focusEvent', { seq: first ?? 0 });
        setTimeout(() => {
          window.fake.push('focusEvent', { seq: second ?? 0 });
        }, 60);
      },
      [seqs[1], seqs[3]],
    );
    await page.waitForTimeout(900);
    expect(await page.locator('pl-detail-pane h2').innerText()).toBe('Hall light turned on, was off');
    expect(await page.locator('pl-detail-pane pl-changes').count()).toBe(1);
    await page.close();
  });

  it('change in one go: no half of an event is ever drawn', async () => {
    const { page } = await browser.open('preload=60');
    const seqs = await emitEvents(page, HALL);
    const pane = await openEvent(page, seqs[0] ?? 0);
    await page.evaluate(() => {
      const real = window.porchlight.request;
      Object.assign(window.porchlight, {
        request: async (name: string, args: readonly unknown[]) => {
          if (name === 'readChain') await new Promise((resolve) => setTimeout(resolve, 90));
          return real(name, args);
        },
      });
      const seen = new Set<string>();
      Object.assign(window, { seen });
      const root = document.querySelector('pl-app')?.shadowRoot?.querySelector('pl-events-page')?.shadowRoot;
      const look = (): void => {
        const inside = root?.querySelector('pl-detail-pane')?.shadowRoot;
        seen.add(
          `${inside?.querySelector('h2')?.innerText ?? ''} | ${inside?.querySelector('.why')?.textContent.replace(/\s+/g, ' ').trim() ?? ''}`,
        );
        requestAnimationFrame(look);
      };
      look();
    });
    await page.evaluate((seq) => {
      window.fake.push('focusEvent', { seq: seq ?? 0 });
    }, seqs[3]);
    await page.waitForTimeout(500);
    const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
    expect(seen.filter((look) => look.includes('Looking') || look.includes('Reading'))).toEqual([]);
    expect(await pane.locator('h2').innerText()).toContain('Hall light');
    await page.close();
  });

  it('bookmark, show in context, and open Home Assistant where there is one', async () => {
    const { page } = await browser.open('preload=60');
    const seqs = await emitEvents(page, HALL);
    const pane = await openEvent(page, seqs[3] ?? 0);
    const bookmark = pane.getByRole('button', { name: 'Bookmark' });
    await bookmark.click();
    expect(await bookmark.getAttribute('aria-pressed')).toBe('true');
    await bookmark.click();
    expect(await callsOf(page, 'setBookmark')).toEqual([
      ['log', seqs[3], true],
      ['log', seqs[3], false],
    ]);
    await page.evaluate(() => {
      window.addEventListener('pl-show-in-context', (event) => {
        Object.assign(window, { wanted: (event as CustomEvent<number>).detail });
      });
    });
    await pane.getByRole('button', { name: 'Show in context' }).click();
    expect(await page.evaluate(() => (window as unknown as { wanted: number }).wanted)).toBe(seqs[3]);
    await pane.getByRole('button', { name: 'Open in Home Assistant' }).click();
    expect(await callsOf(page, 'openInHomeAssistant')).toEqual([['home', '/history?entity_id=light.hall']]);
    await page.close();
    const demo = await browser.open('preload=0&state=demo');
    const [seq = 0] = await emitEvents(demo.page, [HALL[3]]);
    const demoPane = await openEvent(demo.page, seq);
    await demoPane.getByRole('button', { name: 'Copy trigger YAML' }).waitFor();
    expect(await demoPane.getByRole('button', { name: 'Open in Home Assistant' }).count()).toBe(0);
    await demo.page.close();
  });

  it('say what a gap is, and when an event is no longer kept', async () => {
    const { page } = await browser.open('preload=60');
    const { gap, bare } = await page.evaluate(() => {
      const gap = { from: Date.now() - 9_000, to: Date.now(), reason: { code: 'ended' } } as const;
      const bare = { event_type: 'custom', data: {}, origin: '', time_fired: '' };
      return {
        gap: window.fake.emitOwn({ kind: 'gap', gap, recovery: null }).seq,
        bare: window.fake.emitBareEvent(bare).seq,
      };
    });
    const pane = await openEvent(page, gap);
    expect(await pane.locator('.body').innerText()).toContain('was not seen');
    await openEvent(page, bare);
    await pane.getByText('no longer kept').waitFor();
    await page.close();
  });
});
