import { domainOf } from '../events/entity-name.ts';
import type { HaEvent } from '../events/event.ts';
import { readField, readNames, readRecord, readText } from '../events/read-field.ts';
import { toStateChange } from '../events/state-change.ts';
import { entityIdsOf } from '../events/subject.ts';
import type { CauseEvent } from './cause-event.ts';

/** Domains whose calls change entities of other domains. */
const REACHING: ReadonlySet<string> = new Set(['homeassistant', 'scene', 'group', 'script', 'automation']);

/**
 * All events of one run share one context, without an order of cause. This returns the parent of each event, in the order
 * of firing: its index in the list, or -1 for the first. A run calls services, and a call changes states:
 * automation_triggered, then call_service, then script_started, then the calls of the script, then state_changed.
 */
export function nestInContext(events: readonly CauseEvent[]): readonly number[] {
  const nest = new Nest(events);
  return events.map((_event, place) => nest.place(place));
}

interface Run {
  readonly place: number;
  readonly entityId: string;
}

class Nest {
  readonly #events: readonly CauseEvent[];
  readonly #callOfEntity = new Map<string, number>();
  readonly #callOfDomain = new Map<string, number>();
  readonly #callOfId = new Map<string, number>();
  #reachingCall: number | null = null;
  /** Automations and scripts that run now, the innermost last. */
  #runs: Run[] = [];

  constructor(events: readonly CauseEvent[]) {
    this.#events = events;
  }

  place(place: number): number {
    const event = this.#events[place]?.event;
    const parent = place === 0 || !event ? place - 1 : this.#parentOf(place, event);
    if (event) this.#note(place, event);
    return place === 0 ? -1 : Math.max(0, parent);
  }

  get #run(): number {
    return this.#runs.at(-1)?.place ?? 0;
  }

  #parentOf(place: number, event: HaEvent): number {
    switch (event.event_type) {
      case 'automation_triggered':
        // Up to 0.89 an automation ran in the context of its trigger.
        return findTrigger(event, this.#events.slice(0, place)) ?? 0;
      case 'script_started':
        return this.#callOfDomain.get('script') ?? this.#run;
      case 'call_service':
        return this.#run;
      case 'state_changed':
        return this.#parentOfChange(event);
      default:
        return this.#parentOfOther(event);
    }
  }

  #parentOfChange(event: HaEvent): number {
    const entityId = toStateChange(event)?.entityId ?? '';
    const ownRun = this.#runs.find((run) => run.entityId === entityId);
    return (
      ownRun?.place ??
      this.#callOfEntity.get(entityId) ??
      this.#callOfDomain.get(domainOf(entityId)) ??
      this.#reachingCall ??
      this.#run
    );
  }

  /** `timer.started` belongs to a call of the domain `timer`, `service_executed` to the call of its id. */
  #parentOfOther(event: HaEvent): number {
    const callId = readText(event.data, 'service_call_id');
    const executed = callId === '' ? undefined : this.#callOfId.get(callId);
    return executed ?? this.#callOfDomain.get(domainOf(event.event_type)) ?? this.#run;
  }

  #note(place: number, event: HaEvent): void {
    switch (event.event_type) {
      case 'automation_triggered':
        this.#runs = [{ place, entityId: readText(event.data, 'entity_id') }];
        this.#forgetCalls();
        break;
      case 'script_started':
        this.#runs.push({ place, entityId: readText(event.data, 'entity_id') });
        break;
      case 'call_service':
        this.#noteCall(place, event);
        break;
      case 'state_changed':
        this.#endRun(event);
        break;
    }
  }

  /** A service call of another run does not count for this one. */
  #forgetCalls(): void {
    this.#callOfEntity.clear();
    this.#callOfDomain.clear();
    this.#reachingCall = null;
  }

  #noteCall(place: number, event: HaEvent): void {
    const domain = readText(event.data, 'domain');
    this.#callOfDomain.set(domain, place);
    if (REACHING.has(domain) || targetsPlaces(event)) this.#reachingCall = place;
    for (const entityId of entityIdsOf(event)) this.#callOfEntity.set(entityId, place);
    const callId = readText(event.data, 'service_call_id');
    if (callId !== '') this.#callOfId.set(callId, place);
  }

  #endRun(event: HaEvent): void {
    const change = toStateChange(event);
    if (change?.after?.state !== 'off') return;
    const ended = this.#runs.findIndex((run, depth) => depth > 0 && run.entityId === change.entityId);
    if (ended !== -1) this.#runs.length = ended;
  }
}

/** Rooms, floors, labels and devices stand for entities that the event does not name. */
function targetsPlaces({ data }: HaEvent): boolean {
  const call = readRecord(data, 'service_data');
  return ['area_id', 'floor_id', 'label_id', 'device_id'].some(
    (key) => readNames(call, key).length > 0 || readField(readRecord(data, 'target'), key) !== undefined,
  );
}

/**
 * Index of an automation's trigger among the events before it; `null` if there is none. `source` names it
 * since 0.102: "state of light.hall", "numeric state of sensor.x", "event 'my_event'"
 * (homeassistant/components/homeassistant/triggers). Without it, the last change of a state is the most likely.
 */
export function findTrigger(event: HaEvent, before: readonly CauseEvent[]): number | null {
  const source = event.event_type === 'automation_triggered' ? readText(event.data, 'source') : '';
  const entityId = /\b(?:state|time in zone|zone) of ([a-z0-9_]+\.[a-z0-9_]+)/.exec(source)?.[1];
  const eventType = /^event '(.{1,255})'$/.exec(source)?.[1];
  const named = lastPlace(before, (candidate) =>
    entityId === undefined
      ? candidate.event_type === eventType
      : toStateChange(candidate)?.entityId === entityId,
  );
  return named ?? lastPlace(before, ({ event_type: type }) => type === 'state_changed');
}

function lastPlace(events: readonly CauseEvent[], isIt: (event: HaEvent) => boolean): number | null {
  const place = events.findLastIndex(({ event }) => event !== null && isIt(event));
  return place === -1 ? null : place;
}
