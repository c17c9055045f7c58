import type { HaEvent } from '../../src/core/events/event.ts';

/** Events that every well-formed scenario sends, so that a test can say what must come out. */
export const SAMPLE_EVENTS: readonly HaEvent[] = [
  {
    event_type: 'state_changed',
    data: {
      entity_id: 'light.zoe',
      old_state: { entity_id: 'light.zoe', state: 'off', attributes: { friendly_name: 'Zoë’s lamp ☕' } },
      new_state: {
        entity_id: 'light.zoe',
        state: 'on',
        attributes: { friendly_name: 'Zoë’s lamp ☕', brightness: 200 },
      },
    },
    origin: 'LOCAL',
    time_fired: '2026-11-21T19:56:34.678106+00:00',
    context: { id: '01M7ZTX5ZP106VD328RS9YJAYQ', parent_id: null, user_id: null },
  },
  {
    event_type: 'my_event',
    data: { text: 'line1\nline2 \u2028 \u2029 \u0085 ☃ 😀', x: 1.5, none: null },
    origin: 'REMOTE',
    time_fired: '2026-11-21T19:56:35.049772+00:00',
    context: {
      id: '01M7ZTX6B9T6DXYMY3F8M00JAR',
      parent_id: null,
      user_id: '19ecb464017641749b9b547c1396c17b',
    },
  },
  { event_type: 'timer.finished', data: {}, origin: 'LOCAL', time_fired: '2026-11-21T19:56:36+00:00' },
];

/** One message of a stream as Home Assistant writes it since 2022.7. */
export function toMessage(event: unknown): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

/** An event of that number, for floods. */
export function createNumberedEvent(number: number): HaEvent {
  return {
    event_type: 'numbered',
    data: { number },
    origin: 'LOCAL',
    time_fired: '2026-11-21T19:56:36.000001+00:00',
  };
}
