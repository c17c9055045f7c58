import type { Random } from '../core/clock.ts';
import type { HaContext, HaEvent } from '../core/events/event.ts';
import { createAgenda } from './house/agenda.ts';
import { AUTOMATION_ENTITIES, findTriggered, runAutomation } from './house/automations.ts';
import { driftSensor } from './house/drift.ts';
import { HOUSE_ENTITIES } from './house/entities.ts';
import { createHomeCore, type Cause } from './house/home-core.ts';
import { between, shuffle } from './house/seeded-random.ts';
import { callService, SERVICE_ENTITIES, type ServiceCall } from './house/services.ts';
import { openFrontDoor, sayGoodNight, RARE, SCENARIOS, switchLamp, walkThrough } from './house/scenarios.ts';
import { report, type Scenario } from './house/scenario.ts';
import { followSun, sunAt } from './house/sun.ts';

/** What happens in one moment of the house. */
export interface HouseStep {
  /** Never empty. They fire now, stamped with the time of the call. */
  readonly events: readonly HaEvent[];
  /** Time until the next moment, in ms. A caller need not wait for it. */
  readonly delayMs: number;
}

/** The demo home: people, lamps, sensors and the automations between them. */
export type House = ReturnType<typeof createHouse>;

/** An event to fire. Without a context it gets a new one. */
export interface HouseFire {
  readonly eventType: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly origin?: 'LOCAL' | 'REMOTE';
  readonly context?: HaContext;
  readonly cause?: Cause;
}

/** An automation that keeps triggering itself would hang the demo; a real home stops such chains too. */
const MAX_AUTOMATION_RUNS = 50;

/**
 * Creates a house whose day begins with the first call of `next`. The front door opens within the
 * first ten seconds, so that a newcomer sees a notification.
 *
 * @param random a seeded source repeats the same day, except for the clock's times
 * @param now epoch ms
 * @param isPast asked with each plan: while it lives its past, what is rare in a home is left out
 */
export function createHouse({
  random,
  now,
  isPast = () => false,
}: {
  readonly random: Random;
  readonly now: () => number;
  readonly isPast?: () => boolean;
}) {
  const fired: HaEvent[] = [];
  const core = createHomeCore({
    random,
    now,
    entities: [...HOUSE_ENTITIES, sunAt(now()), ...SERVICE_ENTITIES, ...AUTOMATION_ENTITIES],
    onEvent: (event) => fired.push(event),
  });
  const agenda = createAgenda<Scenario>();
  const stage = { core, later: agenda.add };

  /** Runs `act`, then every automation that it triggers, and returns the fired events. */
  function collect(act: () => void): readonly HaEvent[] {
    act();
    let seen = 0;
    let runs = 0;
    for (let event = fired[seen]; event && runs < MAX_AUTOMATION_RUNS; event = fired[++seen]) {
      for (const automation of findTriggered(core, event)) {
        runs++;
        if (event.context) runAutomation(core, automation, event.context);
      }
    }
    return fired.splice(0);
  }

  const repeat =
    (minMs: number, maxMs: number, scenario: Scenario): Scenario =>
    (on) => {
      scenario(on);
      on.later(between(random, minMs, maxMs), repeat(minMs, maxMs, scenario));
    };
  let waiting: Scenario[] = [];
  const playScenario: Scenario = (on) => {
    if (waiting.length === 0) waiting = [sayGoodNight, ...shuffle(random, SCENARIOS)];
    const next = waiting.pop();
    if (next !== undefined && !(isPast() && RARE.has(next))) next(on);
  };
  const makeStatistics: Scenario = () => {
    core.fire('recorder_5min_statistics_generated', {}, core.newContext());
  };

  agenda.add(400, repeat(2_000, 4_500, driftSensor));
  agenda.add(2_500, switchLamp);
  agenda.add(between(random, 6_000, 8_000), openFrontDoor);
  agenda.add(13_000, walkThrough);
  agenda.add(20_000, repeat(12_000, 18_000, playScenario));
  agenda.add(300_000, repeat(300_000, 300_000, makeStatistics));

  return {
    states: core.states,
    /** Runs the next moment. */
    next(): HouseStep {
      for (;;) {
        const scenario = agenda.take();
        if (!scenario) throw new Error('The house has no plans left; a repeating scenario must have thrown.');
        const events = collect(() => {
          followSun(stage, now());
          scenario(stage);
        });
        if (events.length > 0) return { events, delayMs: agenda.nextDelayMs() };
      }
    },
    /** Runs a service for a client of the REST API. Returns the fired events. */
    call: (call: ServiceCall, cause?: Cause) =>
      collect(() => {
        callService(core, call, core.newContext(cause));
      }),
    /** Something happens now. */
    play: (scenario: Scenario) =>
      collect(() => {
        scenario(stage);
      }),
    /** A person opens the front door within ten seconds, so that a newcomer sees a notification. */
    greet() {
      agenda.add(between(random, 6_000, 8_000), (on) => {
        report(on, 'binary_sensor.front_door', 'off');
        openFrontDoor(on);
      });
    },
    /** Fires an event and runs the automations that it triggers. */
    fire: ({ eventType, data = {}, origin, context, cause }: HouseFire) =>
      collect(() => {
        core.fire(eventType, data, context ?? core.newContext(cause), origin);
      }),
  };
}
