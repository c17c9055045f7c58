import {
  TransportError,
  type Transport,
  type TransportErrorCode,
  type TransportRequest,
} from '../../src/core/stream/transport.ts';

/** One request that arrived, and what the test does with it. */
export interface ScriptedRequest {
  readonly request: TransportRequest;
  /** Sends the head. */
  respond(status: number, headers?: Readonly<Record<string, string>>): void;
  /** Sends the head of a stream. */
  open(): void;
  send(text: string): void;
  end(): void;
  fail(code: TransportErrorCode): void;
  /** The client gave the body or the request up. */
  readonly closed: boolean;
}

/** A transport whose server is the test: it keeps every promise of `Transport`, and answers when told to. */
export interface ScriptedTransport {
  readonly transport: Transport;
  readonly requests: readonly ScriptedRequest[];
  /** The latest request. Throws when there was none. */
  last(): ScriptedRequest;
}

export function createScriptedTransport(): ScriptedTransport {
  const requests: ScriptedRequest[] = [];
  return {
    requests,
    transport: (request) =>
      new Promise((resolve, reject) => {
        const { scripted, body } = createRequest(request, resolve, reject);
        request.signal.addEventListener('abort', () => {
          reject(new TransportError('aborted'));
          body.fail('aborted');
        });
        requests.push(scripted);
      }),
    last() {
      const request = requests.at(-1);
      if (request === undefined) throw new Error('no request was made');
      return request;
    },
  };
}

function createRequest(
  request: TransportRequest,
  resolve: (response: Awaited<ReturnType<Transport>>) => void,
  reject: (error: Error) => void,
): { scripted: ScriptedRequest; body: Body } {
  const body = createBody();
  let closed = false;
  const scripted: ScriptedRequest = {
    request,
    respond(status, headers = {}) {
      resolve({
        status,
        header: (name) => headers[name],
        read: () => body.read(),
        cancel() {
          closed = true;
        },
      });
    },
    open() {
      scripted.respond(200, { 'content-type': 'text/event-stream' });
    },
    send(text) {
      body.push(new TextEncoder().encode(text));
    },
    end() {
      body.end();
    },
    fail(code) {
      reject(new TransportError(code));
      body.fail(code);
    },
    get closed() {
      return closed || request.signal.aborted;
    },
  };
  return { scripted, body };
}

interface Body {
  push(chunk: Uint8Array): void;
  end(): void;
  fail(code: TransportErrorCode): void;
  read(): Promise<Uint8Array | null>;
}

function createBody(): Body {
  const queue: (Uint8Array | null | TransportError)[] = [];
  let waiting: { resolve(chunk: Uint8Array | null): void; reject(error: Error): void } | null = null;
  function settleRead(): void {
    if (waiting === null || queue.length === 0) return;
    const { resolve, reject } = waiting;
    const next = queue[0];
    if (next instanceof TransportError) {
      waiting = null;
      reject(next);
    } else {
      waiting = null;
      if (next !== null) queue.shift();
      resolve(next ?? null);
    }
  }
  function push(item: Uint8Array | null | TransportError): void {
    queue.push(item);
    settleRead();
  }
  return {
    push,
    end() {
      push(null);
    },
    fail(code) {
      push(new TransportError(code));
    },
    read: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        settleRead();
      }),
  };
}
