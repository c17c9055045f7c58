import { onTestFinished } from 'vitest';
import { ROUTE_DEFAULTS } from '../../../src/core/route/route-settings.ts';
import type { ServerProfile } from '../../../src/core/servers/profile.ts';
import { createConnection, type Connection } from '../../../src/core/stream/connection.ts';
import { createScriptedTransport, type ScriptedTransport } from '../../support/scripted-transport.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

const PROFILE: ServerProfile = {
  id: 'home',
  name: 'Home',
  colour: 'amber',
  baseUrl: 'http://ha.local:8123',
  credentialKind: 'password',
  restrict: [],
  enabled: true,
  refusal: null,
  ...ROUTE_DEFAULTS,
};

/** A supervised connection with a server that is the test. */
export interface WatchedConnection {
  readonly clock: VirtualClock;
  readonly server: ScriptedTransport;
  readonly connection: Connection;
  readonly messages: readonly string[];
  /** Kinds of state, in order. */
  readonly states: readonly string[];
  /** Requests for the stream; the others ask for the server's version. */
  streams(): ScriptedTransport['requests'];
  /** Opens the latest stream and sends this. */
  openWith(text: string): Promise<void>;
  /** Ends the latest stream and lets the wait for the next one pass. */
  breakConnection(): Promise<void>;
}

/** The longest wait of an ordinary first retry, and a little more. */
const RETRY_MS = 5_000;

/** Connects, with an API password, so that the first request is the one for the stream. Ends with the test. */
export async function watchConnection(): Promise<WatchedConnection> {
  const clock = createVirtualClock();
  const server = createScriptedTransport();
  const messages: string[] = [];
  const states: string[] = [];
  const connection = createConnection({
    profile: PROFILE,
    clock,
    random: () => 0.5,
    transport: server.transport,
    userAgent: 'Porchlight/test',
    readCredential: () => Promise.resolve({ kind: 'password', secret: 'pw' }),
    onState: (state) => states.push(state.kind),
    onMessage: (text) => messages.push(text),
    onOversize: () => undefined,
    openGap: null,
    onGap: () => undefined,
    onRefusal: () => undefined,
    onVersion: () => undefined,
  });
  onTestFinished(async () => {
    await connection.stop();
  });
  const streams = (): ScriptedTransport['requests'] =>
    server.requests.filter(({ request }) => request.url.endsWith('/api/stream'));
  await clock.advance(0);
  return {
    clock,
    server,
    connection,
    messages,
    states,
    streams,
    async openWith(text) {
      const stream = streams().at(-1);
      stream?.open();
      await clock.advance(0);
      stream?.send(text);
      await clock.advance(0);
    },
    async breakConnection() {
      streams().at(-1)?.end();
      await clock.advance(RETRY_MS);
    },
  };
}
