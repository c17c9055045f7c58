import type { HaEvent } from '../../core/events/event.ts';
import { USER_IDS } from '../house/entities.ts';
import { SERVICES } from '../house/services.ts';
import type { House } from '../house.ts';
import { ageState } from '../wire/era.ts';
import type { Era, EraFacts } from '../wire/era.ts';
import { answerError, answerJson } from './answer.ts';
import type { Answer } from './answer.ts';

/** What the REST API needs of the home. */
export interface RestHome {
  readonly era: Era;
  readonly facts: EraFacts;
  readonly house: House;
  readonly requiresPassword: boolean;
  /** Hands events that a request caused to the streams. */
  readonly emit: (events: readonly HaEvent[]) => void;
  readonly listenerCounts: () => ReadonlyMap<string, number>;
}

/** One path and method. `match` is what the path's pattern found. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly access: 'anybody' | 'user' | 'admin';
  readonly answer: 'stream' | ((home: RestHome, match: readonly string[], body: string) => Answer);
}

/** https://developers.home-assistant.io/docs/api/rest, the parts that a monitor and its tests ask for. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/api\/stream$/, access: 'admin', answer: 'stream' },
  { method: 'GET', path: /^\/api\/$/, access: 'user', answer: describeApi },
  {
    method: 'GET',
    path: /^\/api\/config$/,
    access: 'user',
    answer: ({ facts }) => answerJson(facts, describeConfig(facts)),
  },
  {
    method: 'GET',
    path: /^\/api\/states$/,
    access: 'user',
    answer: (home) => answerJson(home.facts, readStates(home)),
  },
  { method: 'GET', path: /^\/api\/states\/([^/]+)$/, access: 'user', answer: readState },
  { method: 'GET', path: /^\/api\/events$/, access: 'user', answer: listListeners },
  { method: 'POST', path: /^\/api\/events\/([^/]+)$/, access: 'admin', answer: fireEvent },
  { method: 'POST', path: /^\/api\/services\/([^/]+)\/([^/]+)$/, access: 'user', answer: callNamedService },
  { method: 'GET', path: /^\/api\/discovery_info$/, access: 'anybody', answer: describeDiscovery },
];

function describeApi({ facts }: RestHome): Answer {
  return answerJson(facts, { message: 'API running.' });
}

function describeConfig(facts: EraFacts): unknown {
  const basics = {
    components: ['api', 'automation', 'http', 'light', 'person', 'scene', 'script', 'sensor'],
    latitude: 52.1,
    longitude: 5.1,
    location_name: 'Demo home',
    time_zone: 'Europe/Amsterdam',
    unit_system: { length: 'km', mass: 'g', temperature: '°C', volume: 'L' },
    version: facts.version,
  };
  return facts.version === '2024.3.3'
    ? { ...basics, elevation: 1, safe_mode: false, recovery_mode: false, state: 'RUNNING' }
    : basics;
}

const readStates = ({ house, era }: RestHome): unknown[] =>
  house.states().map((state) => ageState(state, era));

function readState(home: RestHome, [entityId]: readonly string[]): Answer {
  const state = home.house.states().find(({ entity_id }) => entity_id === entityId);
  if (!state) return answerJson(home.facts, { message: 'Entity not found.' }, 404);
  return answerJson(home.facts, ageState(state, home.era));
}

function listListeners({ facts, listenerCounts }: RestHome): Answer {
  const counts = [...listenerCounts()].map(([event, listener_count]) => ({ event, listener_count }));
  return answerJson(facts, counts);
}

function fireEvent(
  { facts, house, emit }: RestHome,
  [eventType = '']: readonly string[],
  body: string,
): Answer {
  const data = parseObject(body);
  if (!data) return answerJson(facts, { message: 'Event data should be a JSON object' }, 400);
  emit(house.fire({ eventType, data, origin: 'REMOTE', cause: { userId: USER_IDS.zoe } }));
  return answerJson(facts, { message: `Event ${eventType} fired.` });
}

function callNamedService(
  home: RestHome,
  [domain = '', service = '']: readonly string[],
  body: string,
): Answer {
  const data = parseObject(body);
  if (!data || SERVICES[domain]?.includes(service) !== true) return answerError(home.facts, 400);
  const events = home.house.call({ domain, service, data }, { userId: USER_IDS.zoe });
  home.emit(events);
  const changed = events
    .map((event) => event.data['new_state'])
    .filter((state) => state !== undefined && state !== null);
  return answerJson(
    home.facts,
    changed.map((state) => ageState(state, home.era)),
  );
}

function describeDiscovery({ facts, requiresPassword }: RestHome): Answer {
  if (!facts.hasDiscoveryInfo) return answerError(facts, 404);
  const info = {
    base_url: '',
    location_name: 'Demo home',
    requires_api_password: requiresPassword,
    version: facts.version,
  };
  return answerJson(facts, info);
}

/** A body that is empty or a JSON object; `null` for anything else. */
function parseObject(body: string): Record<string, unknown> | null {
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
