import type { Clock } from '../../../../src/core/clock.ts';
import {
  TransportError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '../../../../src/core/stream/transport.ts';

/** Something that happens in a home: a state is set, or an entry is written into the logbook. */
export interface Happening {
  /** Microseconds since the start of the home. No two of one entity are of the same moment. */
  readonly atMicros: number;
  readonly entityId: string;
  readonly kind: 'state' | 'entry';
}

export interface RecordedHomeOptions {
  readonly clock: Clock;
  readonly entityIds: readonly string[];
  readonly happenings: readonly Happening[];
  /** By how much the home's clock is ahead of ours, ms. */
  readonly leadMs: number;
  /** Time on the way of an event, ms, by its number. */
  latencyMs(n: number): number;
  /** What a recorder that is not tidy makes of its lists. */
  shuffle<T>(list: readonly T[]): readonly T[];
}

/** A home with a recorder, and no sockets: everything passes in the time of the clock. */
export interface RecordedHome {
  readonly transport: Transport;
  /** Ends the stream; what is on its way is lost. Streams are refused until `mend`. */
  cut(): void;
  mend(): void;
  /** What tells one happening from another in the events of it. */
  nameOf(happening: Happening): string;
}

interface Stream {
  send(text: string): void;
  end(): void;
}

export function createRecordedHome(options: RecordedHomeOptions): RecordedHome {
  const { clock, happenings, leadMs, entityIds } = options;
  const startMs = clock.now();
  let stream: Stream | null = null;
  let isCut = false;

  /** The home's own time of a happening, as Home Assistant writes it. */
  function momentOf({ atMicros }: Happening): string {
    const ms = startMs + leadMs + Math.floor(atMicros / 1000);
    const micros = String(atMicros % 1000).padStart(3, '0');
    return new Date(ms).toISOString().replace('Z', `${micros}+00:00`);
  }

  function nameOf(happening: Happening): string {
    return `${happening.kind} ${happening.entityId} ${momentOf(happening)}`;
  }

  function stateOf(happening: Happening): object {
    const at = momentOf(happening);
    const state = String(happening.atMicros);
    return { entity_id: happening.entityId, state, attributes: {}, last_changed: at, last_updated: at };
  }

  function entryOf(happening: Happening): object {
    const { entityId } = happening;
    return { when: momentOf(happening), name: 'X', message: 'did it', entity_id: entityId };
  }

  function eventOf(happening: Happening): object {
    const { entityId, kind } = happening;
    const data =
      kind === 'state'
        ? { entity_id: entityId, old_state: null, new_state: stateOf(happening) }
        : { name: 'X', message: 'did it', entity_id: entityId };
    const type = kind === 'state' ? 'state_changed' : 'logbook_entry';
    return { event_type: type, data, origin: 'LOCAL', time_fired: momentOf(happening) };
  }

  happenings.forEach((happening, n) => {
    clock.after(happening.atMicros / 1000, () => {
      const to = stream;
      if (to === null) return;
      clock.after(options.latencyMs(n), () => {
        if (stream === to) to.send(`data: ${JSON.stringify(eventOf(happening))}\n\n`);
      });
    });
  });

  clock.every(50_000, () => stream?.send('data: ping\n\n'));

  function recorded(kind: Happening['kind'], from: number, to: number): readonly Happening[] {
    const isThere = (happening: Happening): boolean => {
      const at = Date.parse(momentOf(happening));
      return (
        happening.kind === kind && startMs + happening.atMicros / 1000 <= clock.now() && at >= from && at < to
      );
    };
    // Now and then a recorder tells of one thing twice.
    return options.shuffle(
      happenings.filter(isThere).flatMap((one, n) => (n % 5 === 0 ? [one, one] : [one])),
    );
  }

  function answer(url: URL): readonly [number, unknown] {
    const from = Date.parse(decodeURIComponent(url.pathname.split('/').at(-1) ?? ''));
    const to = Date.parse(url.searchParams.get('end_time') ?? '');
    if (url.pathname === '/api/states') {
      return [200, entityIds.map((id) => ({ entity_id: id, state: 'x', attributes: {} }))];
    }
    if (url.pathname.startsWith('/api/logbook/')) {
      const about = recorded('state', from, to).map((one) => ({
        ...entryOf(one),
        message: undefined,
        state: 'x',
      }));
      return [200, [...recorded('entry', from, to).map(entryOf), ...about]];
    }
    if (!url.pathname.startsWith('/api/history/')) return [404, {}];
    const names = url.searchParams.get('filter_entity_id')?.split(',') ?? [];
    if (names.length === 0) return [400, {}];
    const changes = recorded('state', from, to);
    const start = new Date(from).toISOString();
    return [
      200,
      names.map((id) => [
        { entity_id: id, state: 'before', attributes: {}, last_updated: start },
        ...changes.filter(({ entityId }) => entityId === id).map(stateOf),
      ]),
    ];
  }

  function transport(request: TransportRequest): Promise<TransportResponse> {
    const url = new URL(request.url);
    if (url.pathname !== '/api/stream') {
      const [status, body] = answer(url);
      const date = new Date(clock.now() + leadMs).toUTCString();
      return Promise.resolve(toResponse(status, date, JSON.stringify(body)));
    }
    if (isCut) return Promise.reject(new TransportError('refused'));
    const { response, end, send } = createStream(request.signal);
    stream = { end, send };
    send('data: ping\n\n');
    return Promise.resolve(response);
  }

  return {
    transport,
    cut() {
      isCut = true;
      stream?.end();
      stream = null;
    },
    mend() {
      isCut = false;
    },
    nameOf,
  };
}

function toResponse(status: number, date: string, text: string): TransportResponse {
  const bytes = new TextEncoder().encode(text);
  // In three pieces, so that what is read comes in pieces.
  const third = Math.ceil(bytes.length / 3);
  const chunks = [0, 1, 2].map((n) => bytes.slice(n * third, (n + 1) * third));
  return {
    status,
    header: (name) => ({ 'content-type': 'application/json', date })[name],
    read: () => Promise.resolve(chunks.shift() ?? null),
    cancel: () => undefined,
  };
}

function createStream(signal: AbortSignal): Stream & { readonly response: TransportResponse } {
  const chunks: (Uint8Array | null)[] = [];
  let wake = (): void => undefined;
  let isAborted = false;
  signal.addEventListener('abort', () => {
    isAborted = true;
    wake();
  });
  async function read(): Promise<Uint8Array | null> {
    while (chunks.length === 0 && !isAborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (isAborted) throw new TransportError('aborted');
    return chunks.shift() ?? null;
  }
  function push(chunk: Uint8Array | null): void {
    chunks.push(chunk);
    wake();
  }
  return {
    send(text) {
      push(new TextEncoder().encode(text));
    },
    end() {
      push(null);
    },
    response: {
      status: 200,
      header: (name) => (name === 'content-type' ? 'text/event-stream' : undefined),
      read,
      cancel: () => undefined,
    },
  };
}
