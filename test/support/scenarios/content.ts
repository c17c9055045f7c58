import { SAMPLE_EVENTS, toMessage } from '../sample-events.ts';
import { PING } from '../scripted-answer.ts';
import { always } from './scenario.ts';
import type { Scenario, Scenarios } from './scenario.ts';

const MESSAGES = SAMPLE_EVENTS.map(toMessage);
const MARKUP = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
const BIDI = 'safe\u202Egpj.exe\u2066\u0007\u001b[31m';

/** A ping, each text as one message, then the sample events, which must all arrive. */
const messages = (...texts: string[]): Scenario =>
  always({ body: [PING, ...texts.map((text) => `data: ${text}\n\n`), ...MESSAGES], then: 'hold' });

const named = (name: string, data: unknown): string =>
  JSON.stringify({ ...SAMPLE_EVENTS[1], event_type: name, data });

const stateOf = (name: string): unknown => ({
  entity_id: 'light.x',
  old_state: { entity_id: 'light.x', state: 'off', attributes: { friendly_name: name } },
  new_state: {
    entity_id: 'light.x',
    state: name,
    attributes: { friendly_name: name, entity_picture: 'javascript:alert(1)' },
  },
});

/** Messages that are well framed and yet trouble. */
export const CONTENT_SCENARIOS: Scenarios = {
  'not-json': messages('hello', '{', '"pong"', '[]', 'null', '42', 'Ping', 'ping ', '{"event_type":'),
  'not-an-event': messages(
    '{}',
    '{"event_type":5}',
    '{"event_type":""}',
    '{"event_type":null,"data":{}}',
    '{"data":{}}',
  ),
  'half-an-event': messages(
    '{"event_type":"bare"}',
    '{"event_type":"odd","data":[1],"origin":7,"time_fired":false,"context":"x"}',
  ),
  /** What Python wrote before 2022.7. */
  nan: messages(
    '{"event_type": "nan", "data": {"nan": NaN, "inf": Infinity, "neg": -Infinity, "text": "NaN, Infinity"}}',
  ),
  'deep-json': messages(`{"event_type":"deep","data":${'[['.repeat(50_000)}${']]'.repeat(50_000)}}`),
  'deep-unclosed': messages('['.repeat(100_000)),
  'huge-numbers': messages(
    '{"event_type":"numbers","data":{"big":123456789012345678901234567890,"exp":1e999,"neg":-0}}',
  ),
  'duplicate-keys': messages('{"event_type":"first","event_type":"second","data":{"a":1},"data":{"a":2}}'),
  'proto-keys': messages(
    '{"event_type":"proto","data":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}',
    '{"__proto__":{"polluted":true},"event_type":"__proto__","data":{}}',
    '{"event_type":"state_changed","data":{"entity_id":"__proto__","old_state":null,"new_state":{"entity_id":"__proto__","state":"on","attributes":{"__proto__":{"polluted":true}}}}}',
  ),
  xss: messages(
    named(MARKUP, { [MARKUP]: MARKUP }),
    JSON.stringify({ ...SAMPLE_EVENTS[0], data: stateOf(MARKUP) }),
    JSON.stringify({ ...SAMPLE_EVENTS[0], data: { ...(stateOf('on') as object), entity_id: MARKUP } }),
  ),
  markup: messages(
    JSON.stringify({
      ...SAMPLE_EVENTS[0],
      data: stateOf('<a href="file:///etc/passwd">click</a> & <b>bold</b>'),
    }),
    JSON.stringify({ ...SAMPLE_EVENTS[0], data: stateOf(BIDI) }),
    named('big_text', { message: 'x'.repeat(1_000_000) }),
  ),
  /** More types than anybody counts. */
  'many-types': messages(
    ...Array.from({ length: 2_000 }, (_, number) => named(`type_${String(number)}`, {})),
  ),
  'long-type': messages(named('t'.repeat(100_000), {})),
};
