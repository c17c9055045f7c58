import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../src/core/clock.ts';

/** A state as the REST API tells it. */
type State = Readonly<Record<string, unknown>>;

/** A Home Assistant with a recorder, on 127.0.0.1. Its time is that of a clock, and `leadMs` more. */
export interface RecorderServer {
  readonly url: string;
  /** Paths that were asked for, with their queries, oldest first. */
  readonly asked: readonly string[];
  /** A state changes: it goes to the stream that stands, and to the recorder. */
  set(entityId: string, state: string): void;
  /** Entities that have been there for long, and do not change. */
  addOld(entityIds: readonly string[]): void;
  /** Ends the stream, and refuses others until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function createRecorderServer(clock: Clock, leadMs = 0): Promise<RecorderServer> {
  const asked: string[] = [];
  const states = new Map<string, State>();
  const recorded = new Map<string, State[]>();
  const streams = new Set<ServerResponse>();
  let isCut = false;

  /** So that no two changes are of the same moment. */
  let micros = 0;

  function iso(ms: number, plusMicros = 0): string {
    const at = new Date(ms + Math.floor(plusMicros / 1000)).toISOString();
    return at.replace('Z', `${String(plusMicros % 1000).padStart(3, '0')}+00:00`);
  }

  function toState(entityId: string, state: string, at: number, plusMicros = 0): State {
    const moment = iso(at, plusMicros);
    return {
      entity_id: entityId,
      state,
      attributes: {
        unit_of_measurement: 'W',
        state_class: 'measurement',
        device_class: 'power',
        friendly_name: `Friendly name of ${entityId}`,
        icon: 'mdi:flash',
        attribution: 'invented',
      },
      last_changed: moment,
      last_reported: moment,
      last_updated: moment,
      context: { id: '01JFIELD000000000000000000', parent_id: null, user_id: null },
    };
  }

  function history(url: URL): readonly (readonly State[])[] | null {
    const from = Date.parse(decodeURIComponent(url.pathname.split('/').at(-1) ?? ''));
    const to = Date.parse(url.searchParams.get('end_time') ?? '');
    const names = url.searchParams.get('filter_entity_id')?.split(',');
    const isWithin = (state: State): boolean => {
      const at = Date.parse(String(state['last_updated']));
      return at > from && at < to;
    };
    return (
      names?.map((id) => [toState(id, 'before', from), ...(recorded.get(id) ?? []).filter(isWithin)]) ?? null
    );
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://home');
    asked.push(`${url.pathname}${url.search}`);
    const json = (status: number, body: unknown): void => {
      const date = new Date(clock.now() + leadMs).toUTCString();
      response.writeHead(status, { 'content-type': 'application/json', date, connection: 'close' });
      response.end(JSON.stringify(body));
    };
    if (url.pathname === '/api/stream' && isCut) {
      json(503, {});
    } else if (url.pathname === '/api/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: ping\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
    } else if (url.pathname === '/api/config') json(200, { version: '2026.11.0' });
    else if (url.pathname === '/api/states') json(200, [...states.values()]);
    else if (url.pathname.startsWith('/api/logbook/')) json(200, []);
    else if (url.pathname.startsWith('/api/history/')) {
      const lists = history(url);
      json(lists === null ? 400 : 200, lists ?? { message: 'filter_entity_id is missing' });
    } else json(404, {});
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stopPings = clock.every(20_000, () => {
    for (const stream of streams) stream.write('data: ping\n\n');
  });

  return {
    url: `http://127.0.0.1:${String(port)}`,
    asked,
    set(entityId, state) {
      micros += 1;
      const next = toState(entityId, state, clock.now() + leadMs, micros);
      const before = states.get(entityId) ?? null;
      states.set(entityId, next);
      recorded.set(entityId, [...(recorded.get(entityId) ?? []), next]);
      const event = {
        event_type: 'state_changed',
        data: { entity_id: entityId, old_state: before, new_state: next },
        origin: 'LOCAL',
        time_fired: next['last_updated'],
      };
      for (const stream of streams) stream.write(`data: ${JSON.stringify(event)}\n\n`);
    },
    addOld(entityIds) {
      for (const id of entityIds) states.set(id, toState(id, '0', clock.now() + leadMs - 86_400_000));
    },
    cut() {
      isCut = true;
      for (const stream of streams) stream.end();
    },
    mend() {
      isCut = false;
    },
    close() {
      stopPings();
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
