import type { Random } from '../src/core/clock.ts';
import type { HaEvent } from '../src/core/events/event.ts';
import { createHouse } from '../src/demo/house.ts';
import { createSeededRandom } from '../src/demo/house/seeded-random.ts';

/** Share of `state_changed` in a real home; the demo home has fewer other events. */
const STATE_SHARE = 0.54;
/** Share of events of integrations: devices, the system log, the logbook. */
const INTEGRATION_SHARE = 0.18;
/** 21 November 2026, 12:00 UTC. */
const START_MS = Date.UTC(2026, 10, 21, 12);

/**
 * The events of a day in a busy home as texts, the same for the same seed. Their types, sizes and members are like
 * those in recordings of real servers.
 */
export function recordStream(count: number, seed: number): readonly string[] {
  const random = createSeededRandom(seed);
  let now = START_MS;
  const house = createHouse({ random, now: () => now });
  const texts: string[] = [];
  let states = 0;
  let integrations = 0;

  function add(event: HaEvent): void {
    texts.push(JSON.stringify(event));
  }

  while (texts.length < count) {
    const { events, delayMs } = house.next();
    for (const event of events) {
      const isState = event.event_type === 'state_changed';
      if (isState && states >= (texts.length + 1) * STATE_SHARE) continue;
      states += isState ? 1 : 0;
      add(event);
      const make = INTEGRATION_EVENTS[integrations % INTEGRATION_EVENTS.length];
      if (make !== undefined && integrations < texts.length * INTEGRATION_SHARE) {
        integrations += 1;
        add(make(event, random));
      }
    }
    now += delayMs;
  }
  return texts.slice(0, count);
}

/** Makes an event of an integration, with the time and context of another event. */
type MakeEvent = (beside: HaEvent, random: Random) => HaEvent;

/** Shapes of events that Home Assistant's integrations fire, as seen in people's recordings, with invented values. */
const INTEGRATION_EVENTS: readonly MakeEvent[] = [
  (beside, random) => ({
    ...beside,
    event_type: 'zha_event',
    data: {
      device_ieee: `00:15:8d:00:0${hex(random, 1)}:${hex(random, 2)}:${hex(random, 2)}:${hex(random, 2)}`,
      unique_id: `00:15:8d:00:02:a1:b2:${hex(random, 2)}:1:0x0006`,
      device_id: hex(random, 32),
      endpoint_id: 1,
      cluster_id: 6,
      command: 'attribute_updated',
      args: { attribute_id: 0, attribute_name: 'on_off', attribute_value: random() < 0.5 },
      params: { attribute_id: 0, attribute_name: 'on_off', attribute_value: random() < 0.5 },
    },
  }),
  (beside, random) => ({
    ...beside,
    event_type: 'system_log_event',
    data: {
      name: 'homeassistant.components.mqtt.sensor',
      message: [`Invalid state message '${String(random() * 100)}' from 'zigbee2mqtt/Küche/temperatur'`],
      level: 'WARNING',
      source: ['components/mqtt/sensor.py', 318],
      timestamp: Date.parse(beside.time_fired) / 1000,
      exception: [
        'Traceback (most recent call last):',
        '  File "/usr/src/homeassistant/homeassistant/components/mqtt/sensor.py", line 318, in _update_state',
        'ValueError: could not convert string to float: "unavailable"',
      ].join('\n'),
      count: Math.ceil(random() * 40),
      first_occurred: Date.parse(beside.time_fired) / 1000 - 600,
    },
  }),
  (beside, random) => ({
    ...beside,
    event_type: 'mobile_app_notification_action',
    data: {
      action: 'SILENCE_ALARM',
      reply_text: null,
      tag: 'porch-camera',
      group: 'doors',
      device_id: hex(random, 16),
      webhook_id: hex(random, 64),
      title: 'Somebody is at the front door',
      message: 'Zoë öffnet ☃ “Haustür”',
    },
  }),
];

function hex(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}
