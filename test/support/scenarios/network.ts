import { PING } from '../scripted-answer.ts';
import type { Piece, ScriptedAnswer } from '../scripted-answer.ts';
import { SAMPLE_EVENTS, toMessage } from '../sample-events.ts';
import { always } from './scenario.ts';
import type { Scenario, Scenarios } from './scenario.ts';

const MESSAGES = SAMPLE_EVENTS.map(toMessage);
const EVENT_STREAM = { 'Content-Type': 'text/event-stream' };
const HEALTHY: ScriptedAnswer = { body: [PING, ...MESSAGES], then: 'hold' };

function* forever(piece: Piece): Generator<Piece> {
  for (;;) yield piece;
}

/** A plain text answer of that status, as aiohttp gives it. */
function toError(status: number, headers: Readonly<Record<string, string>> = {}): ScriptedAnswer {
  const hasNoBody = status === 204 || status === 304;
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body: hasNoBody ? [] : [`${String(status)}: Scripted`],
    then: hasNoBody ? 'cut' : 'end',
  };
}

const redirect = (where: (visit: Parameters<Scenario['answer']>[0]) => string | null): Scenario => ({
  answer(visit) {
    const location = where(visit);
    return toError(Number(visit.argument || 302), location === null ? {} : { Location: location });
  },
});

const everywhere = (answer: Scenario['answer']): Scenario => ({ isEverywhere: true, answer });

/** Trouble on the way to a stream, or with the way it ends. */
export const NETWORK_SCENARIOS: Scenarios = {
  /** A ping, the sample events, and silence. */
  healthy: always(HEALTHY),

  // The head.
  tarpit: always({ head: 'never' }),
  'slow-headers': always({ head: 'trickle' }),
  'close-at-once': always({ head: 'never', then: 'cut' }),

  // Silence and noise.
  'no-ping': always({ then: 'hold' }),
  'silent-after-ping': always({ body: [PING], then: 'hold' }),
  'pings-only': always({ body: forever(PING), pieceDelayMs: 20, then: 'hold' }),
  'comments-only': always({ body: forever(': still here\n\n'), pieceDelayMs: 20, then: 'hold' }),

  // Ends.
  'end-after-ping': always({ body: [PING] }),
  'end-at-once': always({ body: [] }),
  'end-after-events': always({ body: [PING, ...MESSAGES] }),
  'end-mid-event': always({ body: [PING, ...MESSAGES, 'data: {"event_type":"ha'] }),
  'cut-after-ping': always({ body: [PING], then: 'cut' }),
  'reset-mid-event': always({
    body: [PING, ...MESSAGES, 'data: {"event_type":"ha'],
    pieceDelayMs: 10,
    then: 'reset',
  }),
  'reset-at-once': always({ body: [], then: 'reset' }),

  // Status. `/status/502`; `/recovers/503` fails twice and then is healthy; `/retry-after/120` or a date.
  status: everywhere(({ argument }) => toError(Number(argument || 500))),
  recovers: { answer: ({ argument, count }) => (count <= 2 ? toError(Number(argument || 503)) : HEALTHY) },
  'retry-after': { answer: ({ argument }) => toError(503, { 'Retry-After': argument }) },
  'never-ending-error-body': {
    answer: ({ argument }) => ({
      ...toError(Number(argument || 503)),
      body: forever('sorry '.repeat(100)),
      pieceDelayMs: 10,
    }),
  },
  'silent-error-body': { answer: ({ argument }) => ({ ...toError(Number(argument || 503)), then: 'hold' }) },

  // Credentials. A person who is no administrator is refused on the stream only.
  unauthorized: everywhere(() => toError(401)),
  'not-admin': always(toError(401)),
  banned: everywhere(() => toError(403)),

  // Redirects, with 302 or the status behind the name.
  'redirect-other-origin': redirect(({ trapOrigin }) => `${trapOrigin}/api/stream`),
  'redirect-loop': redirect(({ origin, basePath }) => `${origin}${basePath}/api/stream`),
  'redirect-same-origin': redirect(({ origin }) => `${origin}/healthy/api/stream`),
  'redirect-https': redirect(
    ({ origin, basePath }) => `${origin.replace('http:', 'https:')}${basePath}/api/stream`,
  ),
  'redirect-nowhere': redirect(() => null),
  'redirect-nonsense': redirect(() => 'javascript:alert(1)'),

  // Not an event stream.
  'login-page': everywhere(() => ({
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: ['<!doctype html><title>Log in</title>', '<form action="/login"></form>'],
  })),
  'never-ending-page': always({
    headers: { 'Content-Type': 'text/html' },
    body: forever('<p>'),
    pieceDelayMs: 10,
  }),
  /** `/mime/text%2Fhtml`; `/mime/none` sends no media type at all. */
  mime: {
    answer: ({ argument }) => ({
      ...HEALTHY,
      headers: argument === 'none' ? {} : { 'Content-Type': argument },
    }),
  },
  /** `/encoded/gzip`: endless, as a compressed bomb is. */
  encoded: {
    answer: ({ argument }) => ({
      headers: { ...EVENT_STREAM, 'Content-Encoding': argument || 'gzip' },
      body: forever(Buffer.alloc(65_536)),
    }),
  },
};
