import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { BusiestPanel } from '../../src/renderer/busiest/busiest-panel.ts';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

function queryOf(page: Page): Promise<string> {
  return page.locator('pl-busiest').evaluate((element) => (element as BusiestPanel).model.query);
}

async function openPanel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Busiest', exact: true }).click();
  await page.getByRole('list', { name: 'Busiest entities' }).waitFor();
}

function asks(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    window.fake.calls.filter(({ name }) => name === 'readBusiest').map(({ args }) => Number(args[1])),
  );
}

describe.skipIf(chromiumPath === null)(`the busiest${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('asks nothing until it is opened, then says who speaks most and who fell silent', async () => {
    const { page, complaints } = await browser.open('preload=900');
    await settle(page);
    expect(await asks(page)).toEqual([]);
    await openPanel(page);
    expect(await asks(page)).toEqual([3_600_000]);
    const lines = await page
      .getByRole('list', { name: 'Busiest entities' })
      .getByRole('listitem')
      .allInnerTexts();
    expect(lines.length).toBeGreaterThan(5);
    const shares = lines.map((line) => Number(/([\d.]+) %/.exec(line)?.[1]));
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(await page.getByRole('list', { name: 'Gone quiet' }).innerText()).toContain('silent for 1 h');
    await page.getByRole('button', { name: '10 min' }).click();
    await settle(page);
    expect(await asks(page)).toEqual([3_600_000, 600_000]);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('asks again every five seconds while open, and not when closed', async () => {
    const { page } = await browser.open('preload=300');
    await openPanel(page);
    await page.waitForTimeout(5_300);
    expect(await asks(page)).toHaveLength(2);
    await page.keyboard.press('Escape');
    await page.waitForTimeout(5_300);
    expect(await asks(page)).toHaveLength(2);
    await page.close();
  });

  it('makes a filter of a name, and of what is to be hidden', async () => {
    const { page } = await browser.open('preload=900');
    await openPanel(page);
    await page.getByRole('button', { name: 'Hide Hall motion (binary_sensor.hall_motion)' }).click();
    expect(await queryOf(page)).toBe('-entity:binary_sensor.hall_motion');
    await openPanel(page);
    await page.locator('pl-busiest').getByTitle('Show only Hall motion (binary_sensor.hall_motion)').click();
    expect(await queryOf(page)).toBe('entity:binary_sensor.hall_motion');
    expect(await page.getByRole('dialog', { name: 'Busiest', exact: true }).count()).toBe(0);
    await page.close();
  });

  it('makes a rule that tells of a thing that has gone quiet, filled in, with its count', async () => {
    const { page, complaints } = await browser.open('preload=900');
    await openPanel(page);
    const alert = page.getByRole('button', { name: /^Alert me when .* is silent$/ }).first();
    const name =
      /^Alert me when (.*) is silent$/.exec((await alert.getAttribute('aria-label')) ?? '')?.[1] ?? '';
    await alert.click();
    const dialog = page.getByRole('dialog', { name: 'Alert me about this' });
    await dialog.getByText(/says nothing for \d+ (?:h|d)/).waitFor();
    await dialog.getByText(/in the last 24 hours\./).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Alert me', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    const [rule] = await page.evaluate(() => window.fake.overview().notifications.rules);
    expect(rule).toMatchObject({ name: `${name} silent`, timing: { kind: 'silent' } });
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('is worked by keys alone, and gives the focus back', async () => {
    const { page } = await browser.open('preload=900');
    await page.getByRole('button', { name: 'Busiest', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Busiest entities' }).waitFor();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await queryOf(page)).toMatch(/^entity:\S+$/);
    const focused = await page
      .locator('pl-busiest')
      .evaluate((element) => element.shadowRoot?.activeElement?.className);
    expect(focused).toContain('toggle');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog', { name: 'Busiest', exact: true }).count()).toBe(0);
    await page.close();
  });

  it('shows hostile names as text, and asks for just them', async () => {
    const { page, complaints } = await browser.open('preload=0');
    await page.evaluate(() => {
      const entity_id = 'sensor.<img src=x onerror=alert(1)> OR *"';
      const data = { entity_id, old_state: null, new_state: null };
      const time_fired = new Date().toISOString();
      window.fake.emitEvent({ event_type: 'state_changed', data, origin: 'LOCAL', time_fired });
    });
    await openPanel(page);
    const name = page.locator('pl-busiest .name').first();
    expect(await name.innerText()).toContain('<img src=x');
    await name.click();
    // The store has names in lower case.
    expect(await queryOf(page)).toBe('entity:"sensor.<img src=x onerror=alert(1)> or *\\""');
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`axe finds nothing, ${theme}`, async () => {
      const { page } = await browser.open(`preload=600&servers=2&theme=${theme}`);
      await openPanel(page);
      await page.waitForTimeout(300);
      expect(await findViolations(page)).toEqual([]);
      await page.close();
    });
  }
});
