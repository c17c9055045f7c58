import { toNewsRow } from '../../src/cli/news-row.ts';
import type { MonitorEvent } from '../../src/core/monitor/monitor.ts';
import { between, pickOne, shuffle } from '../../src/demo/house/seeded-random.ts';
import { describeFaults, type FaultScenario } from './fault-suite.ts';
import { startLiving, streamsOf } from './stories.ts';

const named: FaultScenario = {
  id: 'S31',
  title: 'event: error, open, close, __proto__, and a name of a megabyte',
  expected: 'shown as data; no change of state; too long a name is dropped and counted',
  async run(world) {
    const { random } = world;
    const { home } = await startLiving(world);
    const names = [
      'error',
      'open',
      'close',
      'message',
      '__proto__',
      'constructor',
      'x'.repeat(1_000_000),
      '',
    ];
    home.frame = (raw) => `event: ${names[Math.floor(random() * names.length)] ?? ''}\ndata: ${raw}\n\n`;
    for (let count = 0; count < 12; count++) {
      home.fire();
      await world.pass(between(random, 0, 5_000));
    }
    const size = 1_048_577 + Math.floor(random() * 500_000);
    const line = 'event: '.padEnd(size, 'n');
    home.fireRaw('oversize', () => ({ raw: '', wire: `${line}\ndata: x\n\n`, bytes: size + 7 }));
    home.fire();
    await world.pass(5_000);
    world.expect(world.state().kind === 'live', 'a name changed the state');
    world.expect(streamsOf(home).length === 1, 'a name ended the stream');
  },
};

/** Texts with the home's number in them, and what a client should make of each. */
const TEXTS: readonly [kind: 'event' | 'unparsed', text: (id: string) => string][] = [
  ['unparsed', (id) => `hello ${id}`],
  ['unparsed', (id) => `{"event_type":"cut","data":{"id":"${id}"`],
  ['unparsed', (id) => `["${id}"]`],
  ['unparsed', (id) => `"${id}"`],
  ['unparsed', (id) => `{"data":{"id":"${id}"}}`],
  ['unparsed', (id) => `{"event_type":5,"data":{"id":"${id}"}}`],
  ['unparsed', (id) => `{"event_type":"","data":{"id":"${id}"}}`],
  ['unparsed', (id) => `{"event_type":"odd","data":["${id}"]}`],
  ['unparsed', (id) => `{"event_type":"${id}","data":${'['.repeat(100_000)}`],
  ['unparsed', (id) => `{"event_type":"${id}","data":{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`],
  ['unparsed', (id) => `{"event_type":"${id}","data":{"x":[${'[],'.repeat(30_000)}0]}}`],
  ['event', (id) => `{"event_type":"bare ${id}"}`],
  ['event', (id) => `{"event_type":"odd ${id}","data":{},"origin":7,"time_fired":false,"context":"x"}`],
  ['event', (id) => `{"event_type": "nan", "data": {"id": "${id}", "x": NaN, "y": -Infinity}}`],
  [
    'event',
    (id) => `{"event_type":"big","data":{"id":"${id}","x":123456789012345678901234567890,"y":1e999}}`,
  ],
  [
    'event',
    (id) => `{"event_type":"a","event_type":"b","data":{"id":"${id}"},"data":{"id":"${id}","again":1}}`,
  ],
  ['event', (id) => `{"event_type":"proto","data":{"id":"${id}","__proto__":{"polluted":true}}}`],
  ['event', (id) => `{"__proto__":{"polluted":true},"event_type":"__proto__","data":{"id":"${id}"}}`],
  ['event', (id) => `{"event_type":"c","data":{"constructor":{"prototype":{"polluted":true}},"id":"${id}"}}`],
  ['event', (id) => `{"event_type":"state_changed","data":{"id":"${id}","entity_id":null,"new_state":[]}}`],
  ['event', (id) => `{"event_type":"call_service","data":{"id":"${id}","domain":{},"service":[]}}`],
];

const content: FaultScenario = {
  id: 'S32',
  title: 'messages that are not JSON, not an event, very deep, of very many parts, or full of __proto__',
  expected: 'kept as "unparsed" or as an event, in order; no prototype changed',
  async run(world) {
    const { random } = world;
    const { home } = await startLiving(world);
    for (const [kind, text] of shuffle(random, TEXTS)) {
      home.fireRaw(kind, (id) => ({ raw: text(id), wire: `data: ${text(id)}\n\n` }));
      if (random() < 0.3) await world.pass(between(random, 0, 3_000));
    }
    await world.pass(5_000);
    world.expect(!('polluted' in {}), 'a prototype was changed');
    world.expect(streamsOf(home).length === 1, 'the stream did not go on');
    const unparsed = home.fired.filter(({ kind }) => kind === 'unparsed').length;
    world.expect(world.monitor.counts().unparsed === unparsed, 'the count of what could not be read');
  },
};

const MARKUP = [
  '<img src=x onerror="alert(1)">',
  '</script><script>fetch("http://evil.local/")</script>',
  'javascript:alert(1)',
  '<a href="http://evil.local/">x</a>',
  '${constructor.constructor("return 1")()}',
] as const;

const markup: FaultScenario = {
  id: 'S33',
  title: 'markup and scripts in names, states and types',
  expected: 'rows contain the text as it is; no other name is looked up',
  async run(world) {
    const { random } = world;
    const { home } = await startLiving(world);
    const said = world.said.length;
    const bad = pickOne(random, MARKUP);
    const state = (text: string): object => ({
      entity_id: 'light.x',
      state: text,
      attributes: { friendly_name: bad },
    });
    const events = [
      {
        event_type: 'state_changed',
        data: { entity_id: 'light.x', old_state: state('off'), new_state: state('on') },
      },
      {
        event_type: 'state_changed',
        data: { entity_id: 'light.x', old_state: state('on'), new_state: state(bad) },
      },
      { event_type: bad, data: { [bad]: bad } },
      { event_type: 'state_changed', data: { entity_id: bad, old_state: null, new_state: null } },
    ];
    for (const event of shuffle(random, events)) {
      home.fireRaw('event', (id) => {
        const raw = JSON.stringify({
          ...event,
          id,
          origin: 'LOCAL',
          time_fired: '2026-11-21T12:00:00+00:00',
        });
        return { raw, wire: `data: ${raw}\n\n` };
      });
      await world.pass(between(random, 0, 2_000));
    }
    await world.pass(5_000);
    const rows = world.said
      .slice(said)
      .flatMap((event: MonitorEvent) => (event.kind === 'event' ? [toNewsRow(event)] : []));
    world.expect(
      rows.some(({ text }) => text.includes(bad)),
      'no row shows the name as it is',
    );
    world.expect(
      rows.some(({ type }) => type === bad),
      'no row shows the type as it is',
    );
    world.expect(
      world.resolver.lookups.every(({ name }) => name === 'home.local'),
      'another name was looked up',
    );
  },
};

describeFaults('what messages say', [named, content, markup]);
