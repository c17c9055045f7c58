import { describe, expect, it } from 'vitest';
import { itemOf, toEventEntry } from '../../../src/core/log/log-entry.ts';
import type { QueryItem } from '../../../src/core/query/item.ts';
import { haEvent } from '../../support/event-builders.ts';

const KEYPAD = { domain: 'zwave_js', node_id: 60, command_class: 111, event_type_label: 'Disarm all' };

function keypadItem(eventData: string): QueryItem {
  const event = haEvent('zwave_js_notification', { ...KEYPAD, event_data: eventData });
  const facts = { seq: 1, serverId: 'home', receivedAt: 0, alert: false, recovered: false };
  return itemOf(toEventEntry(event, JSON.stringify(event), facts));
}

describe('an entry of the log, searched', () => {
  it('is not found by the code that somebody typed', () => {
    const item = keypadItem('204861');
    expect(item.hasText((text) => text.includes('204861'))).toBe(false);
    expect(item.words.join(' ')).not.toContain('204861');
    expect(JSON.stringify(item.event)).not.toContain('204861');
  });

  it('is found by what is no secret in it', () => {
    expect(keypadItem('204861').hasText((text) => text.toLowerCase().includes('disarm all'))).toBe(true);
  });
});
