import { onTestFinished } from 'vitest';
import type { Credential } from '../../src/core/servers/credential.ts';
import type { Refusal, ServerProfile } from '../../src/core/servers/profile.ts';
import { createConnection, type Connection } from '../../src/core/stream/connection.ts';
import type { ConnectionState, Gap } from '../../src/core/stream/failure.ts';
import { createScriptedTransport, type ScriptedTransport } from './scripted-transport.ts';
import { HOME_PROFILE } from './sample-profile.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

const PROFILE: ServerProfile = { ...HOME_PROFILE, credentialKind: 'password' };

/** A connection to a scripted server in virtual time, and everything that it said. */
export interface ConnectionBench {
  readonly clock: VirtualClock;
  readonly server: ScriptedTransport;
  readonly connection: Connection;
  readonly states: ConnectionState[];
  readonly messages: string[];
  readonly gaps: Gap[];
  readonly refusals: (Refusal | null)[];
}

export async function connect(
  profile: Partial<ServerProfile> = {},
  credential: Credential | null = { kind: 'password', secret: 'pw' },
): Promise<ConnectionBench> {
  const clock = createVirtualClock();
  const server = createScriptedTransport();
  const states: ConnectionState[] = [];
  const messages: string[] = [];
  const gaps: Gap[] = [];
  const refusals: (Refusal | null)[] = [];
  const connection = createConnection({
    profile: { ...PROFILE, ...profile },
    clock,
    random: () => 0.5,
    transport: server.transport,
    userAgent: 'Porchlight/test',
    readCredential: () => Promise.resolve(credential),
    onState: (state) => states.push(state),
    onMessage: (text) => messages.push(text),
    onOversize: () => undefined,
    openGap: null,
    onGap: (gap) => {
      gaps.push(gap);
    },
    onRefusal: (refusal) => refusals.push(refusal),
    onVersion: () => undefined,
  });
  onTestFinished(async () => {
    await connection.stop();
  });
  await clock.advance(0);
  return { clock, server, connection, states, messages, gaps, refusals };
}

/** The stream that was asked for last. */
export const stream = ({ server }: ConnectionBench): ReturnType<ScriptedTransport['last']> => {
  const opened = server.requests.filter(({ request }) => request.url.includes('/api/stream')).at(-1);
  if (opened === undefined) throw new Error('no stream was asked for');
  return opened;
};
