import type { Locator, Page } from 'playwright-core';
import type { HaEvent } from '../../src/core/events/event.ts';
import { settle } from './browser.ts';

/** Lets these events happen, one after another. Resolves to their seqs. */
export function emitEvents(page: Page, events: readonly HaEvent[]): Promise<number[]> {
  return page.evaluate((all) => all.map((event) => window.fake.emitEvent(event).seq), events);
}

/** Opens an event as a click on a notification does, and waits until the pane shows it. */
export async function openEvent(page: Page, seq: number): Promise<Locator> {
  await page.evaluate((wanted) => {
    window.fake.push('focusEvent', { seq: wanted });
  }, seq);
  const pane = page.locator('pl-detail-pane');
  await pane.locator('pl-json-tree, pre, .hint').first().waitFor();
  await settle(page);
  return pane;
}

/** What was asked of main under this name. */
export function callsOf(page: Page, name: string): Promise<readonly (readonly unknown[])[]> {
  return page.evaluate(
    (wanted) => window.fake.calls.filter((call) => call.name === wanted).map(({ args }) => args),
    name,
  );
}

/** A hall where motion turns a light on through an automation, for some person's sake. */
export const HALL: readonly [HaEvent, HaEvent, HaEvent, HaEvent] = [
  at('00.000', 'state_changed', changeOf('binary_sensor.hall_motion', 'Hall motion', 'off', 'on'), 'A', null),
  at(
    '00.003',
    'automation_triggered',
    {
      name: 'Morning hall',
      entity_id: 'automation.morning_hall',
      source: 'state of binary_sensor.hall_motion',
    },
    'B',
    'A',
  ),
  at(
    '00.412',
    'call_service',
    { domain: 'light', service: 'turn_on', service_data: { entity_id: 'light.hall', brightness: 120 } },
    'B',
    'A',
  ),
  at('00.418', 'state_changed', changeOf('light.hall', 'Hall light', 'off', 'on'), 'B', 'A'),
];

function at(
  seconds: string,
  type: string,
  data: Readonly<Record<string, unknown>>,
  id: string,
  parent: string | null,
): HaEvent {
  return {
    event_type: type,
    data,
    origin: 'LOCAL',
    time_fired: `2026-11-21T06:00:${seconds}000+00:00`,
    context: { id: `${id}HALL`, parent_id: parent === null ? null : `${parent}HALL`, user_id: null },
  };
}

function changeOf(
  id: string,
  name: string,
  before: string,
  after: string,
): Readonly<Record<string, unknown>> {
  const side = (state: string, changed: string): unknown => ({
    entity_id: id,
    state,
    attributes: {
      friendly_name: name,
      ...(state === 'on' && id.startsWith('light.') ? { brightness: 120 } : {}),
    },
    last_changed: `2026-11-${changed}000+00:00`,
    last_updated: `2026-11-${changed}000+00:00`,
  });
  return {
    entity_id: id,
    old_state: side(before, '20T20:48:00.000'),
    new_state: side(after, '21T06:00:00.418'),
  };
}
