import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { createSelection } from '../../src/cli/tail-query.ts';
import type { MonitorEvent } from '../../src/core/monitor/monitor.ts';
import type { QueryNode } from '../../src/core/query/ast.ts';
import { stateChanged } from '../support/event-builders.ts';
import { AT, GAP, stateEvent, unparsed } from './support/monitor-events.ts';
import { usageProblemOf } from './support/usage-problem.ts';

function parse(...argv: string[]): Command {
  return parseArguments(['tail', '--demo', ...argv], { env: {}, now: AT, platform: 'linux' });
}

function rootOf(query: string): QueryNode {
  const command = parse('--query', query);
  if (command.kind !== 'tail') throw new Error(command.kind);
  return command.options.root;
}

function problemOf(query: string): string {
  return usageProblemOf(() => parse('--query', query));
}

const select = (query: string, news: MonitorEvent): MonitorEvent | null =>
  createSelection(rootOf(query), { id: 'tail', name: 'Main Street' })(news);

const ON = stateChanged('light.hall', 'off', 'on');
const OFF = stateChanged('light.hall', 'on', 'off');
const NEWS: MonitorEvent = {
  kind: 'event',
  seq: 1,
  serverId: 'tail',
  at: AT,
  alert: false,
  event: ON,
  raw: '',
};

describe('tail --query', () => {
  it.each([
    ['to:on', true],
    ['to:off', false],
    ['hall OR kitchen', true],
    ['server:"main street" entity:light.*', true],
    ['seq:1', true],
    ['kind:gap', false],
  ])('%j lets the event through: %s', (query, isThrough) => {
    expect(select(query, NEWS)).toBe(isThrough ? NEWS : null);
  });

  it('lets interruptions through, but for its limits', () => {
    expect(select('to:on', GAP)).toBe(GAP);
    expect(select('kind:event', GAP)).toBeNull();
    expect(select('server:cabin to:on', GAP)).toBeNull();
  });

  it('lets news about the connection through', () => {
    const state = stateEvent({ kind: 'idle' });
    expect(select('to:on', state)).toBe(state);
  });

  it('finds what could not be decoded by its text', () => {
    const broken = unparsed('{');
    expect(select('type:unparsed', broken)).toBe(broken);
    expect(select('to:on', broken)).toBeNull();
  });

  it('keeps of what was recovered what it finds', () => {
    const recovered: MonitorEvent = {
      kind: 'recovered',
      seq: 1,
      serverId: 'tail',
      at: AT,
      own: {
        kind: 'gap',
        gap: { from: AT, to: AT, reason: { code: 'ended' } },
        recovery: { count: 2, outcome: { kind: 'complete' } },
      },
      receivedAt: AT,
      events: [
        { seq: 2, event: ON, raw: '' },
        { seq: 3, event: OFF, raw: '' },
      ],
    };
    const found = { own: recovered.own, events: [{ seq: 3, event: OFF }] };
    expect(select('to:off', recovered)).toMatchObject(found);
    expect(select('to:off kind:event', recovered)).toMatchObject(found);
    expect(select('recovered:yes kind:event', recovered)).toMatchObject({ events: [{ seq: 2 }, { seq: 3 }] });
    expect(select('to:open kind:event', recovered)).toBeNull();
  });

  it('points at what is wrong', () => {
    expect(problemOf('to:on entitty:x')).toBe(
      '--query: There is no field “entitty”. Did you mean entity?\n  to:on entitty:x\n        ^^^^^^^^',
    );
    expect(problemOf('日本 "x')).toMatch(/\n {2}日本 "x\n {7}\^\^$/);
    expect(problemOf('a\n(')).not.toContain('\n');
    expect(problemOf(`${'a '.repeat(150)}(`)).not.toContain('\n');
  });
});
