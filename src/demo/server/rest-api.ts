import type { HaEvent } from '../../core/events/event.ts';
import { isWireRecord, type WireRecord } from '../../core/events/read-field.ts';
import { USER_IDS } from '../house/entities.ts';
import { describeRooms } from '../house/rooms.ts';
import { SERVICES } from '../house/services.ts';
import type { House } from '../house.ts';
import { drawFrontDoor } from '../house/still.ts';
import { answerError, answerJson, answerPicture, VERSION, type Answer } from './answer.ts';

/** What the REST API needs of the home. */
export interface RestHome {
  readonly house: House;
  /** Sends events that a request caused to the streams. */
  readonly emit: (events: readonly HaEvent[]) => void;
}

/** One path and method. `match` is the match of the path's pattern. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly access: 'user' | 'admin';
  readonly answer: 'stream' | ((home: RestHome, match: readonly string[], body: string) => Answer);
}

const CONFIG = {
  components: ['api', 'automation', 'http', 'light', 'person', 'scene', 'script', 'sensor'],
  latitude: 52.1,
  longitude: 5.1,
  location_name: 'Demo home',
  time_zone: 'Europe/Amsterdam',
  unit_system: { length: 'km', mass: 'g', temperature: '°C', volume: 'L' },
  version: VERSION,
  elevation: 1,
  safe_mode: false,
  recovery_mode: false,
  state: 'RUNNING',
};

/** https://developers.home-assistant.io/docs/api/rest, the parts that a monitor uses. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/api\/stream$/, access: 'admin', answer: 'stream' },
  {
    method: 'GET',
    path: /^\/api\/$/,
    access: 'user',
    answer: () => answerJson({ message: 'API running.' }),
  },
  { method: 'GET', path: /^\/api\/config$/, access: 'user', answer: () => answerJson(CONFIG) },
  {
    method: 'GET',
    path: /^\/api\/states$/,
    access: 'user',
    answer: ({ house }) => answerJson(house.states()),
  },
  { method: 'GET', path: /^\/api\/services$/, access: 'user', answer: () => answerJson(listServices()) },
  { method: 'GET', path: /^\/api\/camera_proxy\/([^/]+)$/, access: 'user', answer: takePicture },
  { method: 'POST', path: /^\/api\/template$/, access: 'admin', answer: renderTemplate },
  { method: 'POST', path: /^\/api\/events\/([^/]+)$/, access: 'admin', answer: fireEvent },
  { method: 'POST', path: /^\/api\/services\/([^/]+)\/([^/]+)$/, access: 'user', answer: callNamedService },
];

/** The actions by domain, without what they need. */
function listServices(): readonly object[] {
  return Object.entries(SERVICES).map(([domain, names]) => ({
    domain,
    services: Object.fromEntries(names.map((name) => [name, { description: '', fields: {} }])),
  }));
}

function fireEvent({ house, emit }: RestHome, [eventType = '']: readonly string[], body: string): Answer {
  const data = parseObject(body);
  if (!data) return answerJson({ message: 'Event data should be a JSON object' }, 400);
  emit(house.fire({ eventType, data, origin: 'REMOTE', cause: { userId: USER_IDS.zoe } }));
  return answerJson({ message: `Event ${eventType} fired.` });
}

/** The house has one camera. */
function takePicture({ house }: RestHome, [entity]: readonly string[]): Answer {
  if (entity !== 'camera.front_door') return answerError(404);
  const isOn = (id: string): boolean =>
    house.states().some(({ entity_id: each, state }) => each === id && state === 'on');
  const isOpen = isOn('binary_sensor.front_door');
  return answerPicture(drawFrontDoor({ isOpen, isLit: isOn('light.porch') }));
}

/** It knows one template: the question of the registries. */
function renderTemplate({ house }: RestHome, _match: readonly string[], body: string): Answer {
  const template = parseObject(body)?.['template'];
  const isKnown = typeof template === 'string' && template.includes('"persons":');
  return isKnown ? answerJson(describeRooms(house.states())) : answerError(400);
}

function callNamedService(
  { house, emit }: RestHome,
  [domain = '', service = '']: readonly string[],
  body: string,
): Answer {
  const data = parseObject(body);
  if (!data || SERVICES[domain]?.includes(service) !== true) return answerError(400);
  const events = house.call({ domain, service, data }, { userId: USER_IDS.zoe });
  emit(events);
  return answerJson(events.map((event) => event.data['new_state']).filter(isWireRecord));
}

/** A body that is empty or a JSON object; `null` for anything else. */
function parseObject(body: string): WireRecord | null {
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return isWireRecord(value) ? value : null;
  } catch {
    return null;
  }
}
