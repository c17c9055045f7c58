import { expect, it, onTestFinished } from 'vitest';
import { createRecoverGap } from '../../../src/core/recovery/recover-gap.ts';
import type { Credential } from '../../../src/core/servers/credential.ts';
import type { Refusal } from '../../../src/core/servers/profile.ts';
import { createConnection, type Connection } from '../../../src/core/stream/connection.ts';
import { noSeenEvents } from '../../support/no-seen-events.ts';
import { HOME_PROFILE } from '../../support/sample-profile.ts';
import { createScriptedTransport, type ScriptedTransport } from '../../support/scripted-transport.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

interface Bench {
  readonly clock: VirtualClock;
  readonly server: ScriptedTransport;
  readonly connection: Connection;
  readonly refusals: (Refusal | null)[];
}

async function connect(credential: Credential): Promise<Bench> {
  const clock = createVirtualClock();
  const server = createScriptedTransport();
  const refusals: (Refusal | null)[] = [];
  const connection = createConnection({
    profile: { ...HOME_PROFILE, credentialKind: credential.kind },
    clock,
    random: () => 0.5,
    transport: server.transport,
    userAgent: 'Porchlight/test',
    readCredential: () => Promise.resolve(credential),
    onState: () => undefined,
    onMessage: () => undefined,
    onOversize: () => undefined,
    openGap: null,
    onGap: (gap, recorder) => void createRecoverGap(gap, recorder)(noSeenEvents(), () => Promise.resolve()),
    onRefusal: (refusal) => refusals.push(refusal),
    onVersion: () => undefined,
  });
  onTestFinished(async () => {
    await connection.stop();
  });
  await clock.advance(0);
  return { clock, server, connection, refusals };
}

async function open({ clock, server }: Bench): Promise<void> {
  server.last().open();
  server.last().send('data: ping\n\n');
  await clock.advance(0);
}

it('shows a secret to nobody any more once a request beside the stream was refused', async () => {
  const bench = await connect({ kind: 'password', secret: 'pw' });
  const [stream] = bench.server.requests;
  await open(bench);
  expect(bench.server.last().request.url).toContain('/api/config');
  bench.server.last().respond(401);
  await bench.clock.advance(0);
  expect(bench.refusals).toMatchObject([{ code: 'unauthorized' }]);
  expect(bench.connection.state().kind).toBe('live');
  stream?.fail('reset');
  await bench.clock.advance(86_400_000);
  expect(bench.connection.state()).toMatchObject({ kind: 'stopped', reason: { code: 'unauthorized' } });
  expect(bench.server.requests).toHaveLength(2);
  bench.connection.reconnect();
  await bench.clock.advance(0);
  expect(bench.server.requests).toHaveLength(3);
});

it('asks the recorder nothing more once it refused the secret', async () => {
  const bench = await connect({ kind: 'password', secret: 'pw' });
  const [stream] = bench.server.requests;
  await open(bench);
  bench.server.last().respond(404);
  stream?.fail('reset');
  await bench.clock.advance(1_000);
  await open(bench);
  await bench.clock.advance(10_000);
  const before = bench.server.requests.length;
  bench.server.last().respond(401);
  await bench.clock.advance(600_000);
  expect(bench.server.requests.slice(before)).toEqual([]);
});

it.each(['a\nb', 'a\u0000b', '中'])('never sends a secret that no header can carry: %j', async (secret) => {
  const bench = await connect({ kind: 'bearer', secret });
  expect(bench.connection.state()).toEqual({ kind: 'stopped', reason: { code: 'bad-credential' } });
  expect(bench.server.requests).toEqual([]);
});
