import { describe, expect, it } from 'vitest';
import { createStatusLines } from '../../src/cli/status-lines.ts';
import { createPaint } from '../../src/cli/terminal-style.ts';
import type { FailureCode } from '../../src/core/stream/failure.ts';
import { AT, stateEvent, stopped, waiting } from './support/monitor-events.ts';

const server = { name: 'a.local', baseUrl: 'http://a.local:8123', credentialKind: 'bearer' } as const;

function open(troubleOnly = false) {
  const toLines = createStatusLines({ server, paint: createPaint(false), troubleOnly, columns: () => null });
  return (event: Parameters<typeof toLines>[0]): string => toLines(event).join('\n');
}

const connecting = stateEvent({ kind: 'connecting', attempt: 1 });
const live = stateEvent({ kind: 'live', since: AT });

describe('createStatusLines', () => {
  it('tells a connection from its beginning', () => {
    const say = open();
    expect(say(connecting)).toContain('○ Connecting to http://a.local:8123');
    expect(say(live)).toContain('● Connected to a.local');
    expect(
      say({ kind: 'version', serverId: 'tail', version: '2024.3.3', locationName: 'Ho\u001b[1mme' }),
    ).toContain('Home Assistant 2024.3.3, Home');
    expect(say(waiting('ended'))).toContain('Trying again in 3 s');
    expect(say(stateEvent({ kind: 'connecting', attempt: 2 }))).toBe('');
    expect(say(live)).toContain('● Connected again to a.local');
  });

  it('says the next step when a trouble begins, not at every attempt', () => {
    const say = open();
    expect(say(waiting('refused')).split('\n')).toHaveLength(2);
    expect(say(waiting('refused', 9_000)).split('\n')).toHaveLength(1);
    expect(say(waiting('dns')).split('\n')).toHaveLength(2);
    expect(say(stopped('unauthorized')).split('\n')).toHaveLength(2);
  });

  it('says only trouble, and its end, beside --json', () => {
    const say = open(true);
    expect([connecting, live].map(say)).toEqual(['', '']);
    expect(say(waiting('refused'))).not.toBe('');
    expect(say(live)).toContain('Connected again');
  });

  const codes: readonly FailureCode[] = [
    'dns',
    'refused',
    'unreachable',
    'timeout',
    'reset',
    'tls-untrusted',
    'tls-expired',
    'tls-wrong-host',
    'tls-changed',
    'tls-version',
    'tls-client-certificate',
    'tls-file',
    'tls',
    'proxy-auth',
    'proxy-failed',
    'not-http',
    'ended',
    'silent',
    'buffered',
    'bad-request',
    'unauthorized',
    'not-admin',
    'banned',
    'no-api',
    'method-not-allowed',
    'too-many-requests',
    'bad-gateway',
    'unavailable',
    'server-error',
    'no-content',
    'unexpected-status',
    'redirect',
    'not-event-stream',
    'encoded',
    'no-credential',
    'bad-credential',
    'slept',
    'closed',
  ];
  it.each(codes)('%s never sends a person of the terminal to a settings page', (code) => {
    const text = open()(stopped(code));
    expect(text).not.toMatch(/settings|Choose|paste/i);
    expect(text.split('\n')).toHaveLength(2);
  });
});
