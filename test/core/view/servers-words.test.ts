import { describe, expect, it } from 'vitest';
import { countServers, describeAway, describeLive } from '../../../src/core/view/servers-words.ts';
import type { ConnectionState } from '../../../src/core/stream/failure.ts';

const STATES: Readonly<Record<string, ConnectionState>> = {
  live: { kind: 'live', since: 1 },
  connecting: { kind: 'connecting', attempt: 1 },
  waiting: { kind: 'waiting', reason: { code: 'refused' }, retryAt: 9, attempt: 2 },
  stopped: { kind: 'stopped', reason: { code: 'unauthorized' } },
  off: { kind: 'idle' },
};

function standing(text: string): ReturnType<typeof countServers> {
  return countServers(
    text.split(' ').flatMap((name) => {
      const state = STATES[name];
      return state === undefined ? [] : [{ state }];
    }),
  );
}

describe('the servers in a few words', () => {
  it.each([
    ['live live', '2 of 2 live', ''],
    ['live waiting', '1 of 2 live', '1 of 2 servers is out of reach'],
    ['live waiting connecting off off', '1 of 3 live', '2 of 3 servers are out of reach'],
    ['live stopped', '1 of 2 live', '1 of 2 servers needs you'],
    ['stopped stopped', '0 of 2 live', '2 of 2 servers need you'],
    ['live waiting waiting stopped', '1 of 4 live', '2 of 4 servers are out of reach, 1 needs you'],
    ['off off', '0 of 0 live', ''],
  ])('%s', (states, live, away) => {
    expect(describeLive(standing(states))).toBe(live);
    expect(describeAway(standing(states))).toBe(away);
  });
});
