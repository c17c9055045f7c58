import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { type Data, haEvent } from '../../support/event-builders.ts';

/** Types that Home Assistant documents, or a widespread integration fires. */
const KNOWN_TYPES = [
  'state_changed',
  'timer.finished',
  'timer.started',
  'timer.restarted',
  'timer.paused',
  'timer.cancelled',
  'timer.changed',
  'tag_scanned',
  'mobile_app_notification_action',
  'mobile_app_notification_cleared',
  'mobile_app_notification_received',
  'ios.notification_action_fired',
  'ios.action_fired',
  'automation_triggered',
  'script_started',
  'call_service',
  'service_executed',
  'logbook_entry',
  'zha_event',
  'deconz_event',
  'hue_event',
  'shelly.click',
  'zwave_js_value_notification',
  'zwave_js_notification',
  'xiaomi_ble_event',
  'rfxtrx_event',
  'knx_event',
  'homekit_state_change',
  'alexa_smart_home',
  'google_assistant_command',
  'google_assistant_query',
  'google_assistant_sync',
  'telegram_command',
  'telegram_text',
  'telegram_callback',
  'imap_content',
  'feedreader',
  'folder_watcher',
  'shopping_list_updated',
  'homeassistant_start',
  'homeassistant_started',
  'core_config_updated',
  'component_loaded',
  'platform_discovered',
  'service_registered',
  'service_removed',
  'entity_registry_updated',
  'device_registry_updated',
  'area_registry_updated',
  'floor_registry_updated',
  'label_registry_updated',
  'category_registry_updated',
  'repairs_issue_registry_updated',
  'config_entry_discovered',
  'data_entry_flow_progressed',
  'user_added',
  'user_updated',
  'user_removed',
  'persistent_notifications_updated',
  'lovelace_updated',
  'panels_updated',
  'themes_updated',
  'automation_reloaded',
  'scene_reloaded',
  'recorder_5min_statistics_generated',
  'recorder_hourly_statistics_generated',
];

function say(type: string, data: Data = {}): string {
  return describeEvent(haEvent(type, data));
}

describe('any event', () => {
  const types = fc.oneof(
    fc.constantFrom(...KNOWN_TYPES, 'x_registry_updated', 'y_reloaded', 'constructor'),
    fc.string({ unit: 'binary', minLength: 1 }),
  );
  const keys = fc.constantFrom(
    ...[
      'entity_id',
      'old_state',
      'new_state',
      'service_data',
      'target',
      'name',
      'domain',
      'service',
      'action',
      'item',
    ],
    ...[
      'changes',
      'message',
      'attributes',
      'state',
      'friendly_name',
      'device_class',
      'source',
      'request',
      '__proto__',
    ],
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'binary' }),
      fc.constantFrom('on', 'off', 'light.a', 'binary_sensor.x', 'door', NaN, null, true, 5),
      fc.array(tie('any'), { maxLength: 3 }),
      tie('record'),
    ),
    record: fc.dictionary(keys, tie('any'), { maxKeys: 6 }),
  }));

  it('gets one safe line of at most 300 characters', () => {
    fc.assert(
      fc.property(types, value.record, (type, data) => {
        const sentence = say(type, data);
        expect(Array.from(sentence).length).toBeLessThanOrEqual(300);
        expect(sentence).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
        expect(sentence).not.toContain('undefined');
        expect(sentence).not.toContain('[object');
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a megabyte is put into words at once', () => {
    const huge = 'x\n'.repeat(500_000);
    const started = performance.now();
    for (const type of ['state_changed', 'call_service', 'custom', 'system_log_event', 'tag_scanned']) {
      say(type, {
        entity_id: huge,
        name: huge,
        message: huge,
        domain: huge,
        service: huge,
        service_data: { message: huge },
      });
    }
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
