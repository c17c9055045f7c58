import { describe, expect, it } from 'vitest';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { haEvent } from '../../support/event-builders.ts';
import { ZWAVE } from './button-cases.ts';
import { DEVICE_CASES } from './device-cases.ts';

describe('devices, messages and assistants', () => {
  it.each(DEVICE_CASES)('%s %j', (type, data, sentence) => {
    expect(describeEvent(haEvent(type, data))).toBe(sentence);
  });

  it('never says what was typed on a keypad', () => {
    const typed = {
      ...ZWAVE,
      command_class: 111,
      event_type: 2,
      event_type_label: 'Enter',
      event_data: '4711',
    };
    expect(describeEvent(haEvent('zwave_js_notification', typed))).not.toContain('4711');
    expect(describeEvent(haEvent('lcn_codelock', { code: '4711' }))).not.toContain('4711');
    expect(describeEvent(haEvent('elkm1.keypad_key_pressed', { keypad_name: 'Hall', key: '4' }))).toBe(
      'Elk keypad Hall: a key was pressed',
    );
  });

  it.each(DEVICE_CASES)('says something of %s without data', (type) => {
    const sentence = describeEvent(haEvent(type, {}));
    expect(sentence).not.toMatch(/undefined|null|: $|\( | {2}/);
    expect(sentence.length).toBeGreaterThan(3);
  });
});
