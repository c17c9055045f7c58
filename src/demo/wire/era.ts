import type { HaEvent } from '../../core/events/event.ts';
import type { ContextIdKind } from '../house/context-id.ts';
import { toPythonJson } from './python-json.ts';

/** Homes of three ages, each named by its year: Home Assistant 0.27, 0.80 and 2024.3. */
export type Era = '2016' | '2018' | '2024';

/** What sets the eras apart on the wire. Seen in recordings of 0.27.2, 0.80.3 and 2024.1.0. */
export interface EraFacts {
  readonly version: string;
  readonly serverHeader: string;
  readonly streamContentType: string;
  /** `null`: contexts came with 0.75. */
  readonly contextIds: ContextIdKind | null;
  readonly stringify: (value: unknown) => string;
  readonly takesPassword: boolean;
  /** Before the users of 0.77, a home without a password let everybody in. */
  readonly isOpenWithoutPassword: boolean;
  readonly takesToken: boolean;
  /** The stream and firing of events are for administrators only, since 0.84. */
  readonly needsAdmin: boolean;
  /** Bad logins before an address is banned, counted as the era counts; `null`: no bans before 0.34. */
  readonly isBanned: ((failures: number, threshold: number) => boolean) | null;
  /** A good login forgets the bad ones: 0.75 to 0.100. */
  readonly goodLoginResets: boolean;
  /** While starting or stopping. */
  readonly notRunningStatus: 400 | 503;
  readonly hasDiscoveryInfo: boolean;
  /** Persistent notifications were states until 2023.6, and so reached the stream. */
  readonly hasNotificationStates: boolean;
  /** Headers of ordinary answers, not of the stream, since 2023.9. */
  readonly restHeaders: Readonly<Record<string, string>>;
}

export const ERAS: Readonly<Record<Era, EraFacts>> = {
  '2016': {
    version: '0.27.2',
    serverHeader: 'Home Assistant',
    streamContentType: 'text/event-stream; charset=utf-8',
    contextIds: null,
    stringify: toPythonJson,
    takesPassword: true,
    isOpenWithoutPassword: true,
    takesToken: false,
    needsAdmin: false,
    isBanned: null,
    goodLoginResets: false,
    notRunningStatus: 400,
    hasDiscoveryInfo: true,
    hasNotificationStates: true,
    restHeaders: { Server: 'Home Assistant' },
  },
  '2018': {
    version: '0.80.3',
    serverHeader: 'Python/3.7 aiohttp/3.6.1',
    streamContentType: 'text/event-stream',
    contextIds: 'hex',
    stringify: toPythonJson,
    takesPassword: true,
    isOpenWithoutPassword: false,
    takesToken: true,
    needsAdmin: false,
    isBanned: (failures, threshold) => failures > threshold,
    goodLoginResets: true,
    notRunningStatus: 503,
    hasDiscoveryInfo: true,
    hasNotificationStates: true,
    restHeaders: { Server: 'Python/3.7 aiohttp/3.6.1' },
  },
  '2024': {
    version: '2024.3.3',
    serverHeader: 'Python/3.11 aiohttp/3.9.1',
    streamContentType: 'text/event-stream',
    contextIds: 'ulid',
    stringify: JSON.stringify,
    takesPassword: false,
    isOpenWithoutPassword: false,
    takesToken: true,
    needsAdmin: true,
    isBanned: (failures, threshold) => failures >= threshold,
    goodLoginResets: false,
    notRunningStatus: 503,
    hasDiscoveryInfo: false,
    hasNotificationStates: false,
    restHeaders: {
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      Server: '',
      'X-Frame-Options': 'SAMEORIGIN',
    },
  },
};

/**
 * The events of today's house as a home of the era would have sent them. `service_call_id` and
 * `service_executed` went with 0.84, which brought `automation_triggered`; `parent_id` came with 0.90.
 */
export function toEraEvents(event: HaEvent, era: Era, nextCallId: () => string): readonly HaEvent[] {
  if (era === '2024') return [event];
  const aged = ageContexts(event, era);
  if (event.event_type === 'call_service') {
    const callId = nextCallId();
    const call = { ...aged, data: { ...aged.data, service_call_id: callId } };
    return [call, { ...aged, event_type: 'service_executed', data: { service_call_id: callId } }];
  }
  if (event.event_type === 'automation_triggered') {
    const { name, entity_id } = event.data;
    return [
      {
        ...aged,
        event_type: 'logbook_entry',
        data: { name, message: 'has been triggered', domain: 'automation', entity_id },
      },
    ];
  }
  return event.event_type === 'script_started' ? [] : [aged];
}

/** Ages an event, and the states inside it, by their contexts. */
function ageContexts(event: HaEvent, era: Exclude<Era, '2024'>): HaEvent {
  const { context, ...rest } = event;
  const data = Object.fromEntries(
    Object.entries(event.data).map(([name, value]) => [
      name,
      name.endsWith('_state') ? ageState(value, era) : value,
    ]),
  );
  return {
    ...rest,
    data,
    ...(era === '2016' || !context ? {} : { context: { id: context.id, user_id: context.user_id ?? null } }),
  };
}

/** A state object as the era has it; anything else stays as it is. */
export function ageState(state: unknown, era: Era): unknown {
  if (era === '2024' || typeof state !== 'object' || state === null || !('context' in state)) return state;
  const { context, ...rest } = state;
  if (era === '2016' || typeof context !== 'object' || context === null) return rest;
  const { id, user_id } = context as { id?: unknown; user_id?: unknown };
  return { ...rest, context: { id, user_id } };
}
