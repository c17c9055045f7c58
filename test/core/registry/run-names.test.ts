import { describe, expect, it } from 'vitest';
import type { HaContext, HaEvent } from '../../../src/core/events/event.ts';
import type { Row } from '../../../src/core/events/row.ts';
import { toRow } from '../../../src/core/events/to-row.ts';
import { createRunNames } from '../../../src/core/registry/run-names.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';

const RUN: HaContext = { id: 'RUN', parent_id: 'CAUSE', user_id: null };
const row = (event: HaEvent, context: HaContext, serverId = 'home'): Row =>
  toRow({ ...event, context }, { seq: 1, serverId, receivedAt: 0, alert: false });
const TRIGGERED = haEvent('automation_triggered', {
  name: 'Hall light on',
  entity_id: 'automation.hall_light_on',
});
const LAMP = stateChanged('light.hall', 'off', 'on');

describe('who ran it', () => {
  it('is the automation whose run has the same context, also in a later page', () => {
    const name = createRunNames();
    const [run, lamp] = name([row(TRIGGERED, RUN), row(LAMP, RUN)]);
    expect(run?.by).toBeUndefined();
    expect(lamp).toMatchObject({ by: 'Hall light on', run: 'automation.hall_light_on' });
    expect(name([null, row(LAMP, RUN)])[1]?.by).toBe('Hall light on');
  });

  it('is nobody for another run, another home, and the automation itself', () => {
    const name = createRunNames();
    const rows = name([
      row(TRIGGERED, RUN),
      row(LAMP, { ...RUN, id: 'OTHER' }),
      row(LAMP, RUN, 'cottage'),
      row(stateChanged('automation.hall_light_on', 'off', 'on'), RUN),
    ]);
    expect(rows.map((each) => each.by)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('stays the person where one is known, and sends no context to a page', () => {
    const name = createRunNames();
    const rows = name([row(TRIGGERED, RUN), { ...row(LAMP, { ...RUN, user_id: 'u1' }), by: 'Anna' }]);
    expect(rows[1]?.by).toBe('Anna');
    expect(rows.some((each) => 'context' in each)).toBe(false);
  });
});
