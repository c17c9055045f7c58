import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_TYPES } from '../../../src/core/events/known-types.ts';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { type Data, haEvent } from '../../support/event-builders.ts';

function say(type: string, data: Data = {}): string {
  return describeEvent(haEvent(type, data));
}

describe('any event', () => {
  const types = fc.oneof(
    fc.constantFrom(
      ...KNOWN_TYPES.map(({ type }) => type),
      'x_registry_updated',
      'y_reloaded',
      'constructor',
    ),
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
