import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { REDACTED } from '../../../src/core/events/redacted.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { createRedactor, parseRedaction } from '../../../src/core/redaction/redact.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { arbitraryEvent } from '../query/support/event-arbitraries.ts';

const redact = createRedactor(DEFAULT_REDACTION);
const TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiI1In0.c2lnbmF0dXJlLXNpZ25hdHVyZQ';

describe('the default rules', () => {
  it.each([
    'code',
    'CODE',
    'user_code',
    'usercode',
    'pin',
    'password',
    'api_password',
    'wifi_password_2',
    'passwd',
    'passphrase',
    'token',
    'access_token',
    'refresh_token',
    'accessToken',
    'api_key',
    'apikey',
    'google_api_key',
    'secret',
    'client_secret',
    'secret_key',
    'credential',
    'credentials',
    'Authorization',
    'webhook_id',
    'x-ha-access',
  ])('take out the value of %s, wherever it is', (key) => {
    const event = haEvent('call_service', {
      domain: 'alarm_control_panel',
      service_data: {
        entity_id: 'alarm_control_panel.home',
        [key]: 's3cr3t',
        deep: [{ [key]: { inner: 's3cr3t' } }, { [key]: 987_654 }],
      },
    });
    const text = JSON.stringify(redact(event));
    expect(text).not.toMatch(/s3cr3t|987654/);
    expect(text).toContain('alarm_control_panel.home');
  });

  it.each([
    'area_code',
    'country_code',
    'postal_code',
    'error_code',
    'code_format',
    'code_arm_required',
    'pinned',
    'spin',
    'ping',
    'keypad',
    'key',
    'tokenize',
    'secretary',
    'entity_id',
    'status_code',
    'authorized',
  ])('leave the value of %s', (key) => {
    const event = haEvent('my_event', { [key]: 'number', list: [{ [key]: 5 }] });
    expect(redact(event)).toBe(event);
  });

  it.each([
    [`Header ${TOKEN}, end`, `Header ${REDACTED}, end`],
    [`/api/image?authSig=${TOKEN}`, `/api/image?authSig=${REDACTED}`],
    ['Bearer abcdef0123456789', REDACTED],
    ['authorization: bearer abcdef0123456789;', `authorization: ${REDACTED};`],
    ['/api/camera_proxy/camera.x?token=0123abcdef&t=1', `/api/camera_proxy/camera.x?${REDACTED}&t=1`],
    ['http://ha/api/stream?api_password=hunter2', `http://ha/api/stream?api_${REDACTED}`],
  ])('take a token out of %j', (text, wanted) => {
    const event = stateChanged('camera.x', 'idle', ['idle', { entity_picture: text }]);
    expect(JSON.parse(JSON.stringify(redact(event)))).toMatchObject({
      data: { new_state: { attributes: { entity_picture: wanted } } },
    });
  });

  it.each(['eyJ is how a token begins', 'the bearer of news', 'a token of love', 'password: none'])(
    'leave %j',
    (text) => {
      const event = haEvent('x', { text });
      expect(redact(event)).toBe(event);
    },
  );

  it('leave null, yes, no and nothing, which are no secrets', () => {
    const event = haEvent('x', { code: null, password: '', token: true, pin: false });
    expect(redact(event)).toBe(event);
  });

  it('share all parts that have no secret, and change nothing that was given', () => {
    const event = haEvent('x', { code: '1', keep: { a: [1] } });
    const before = JSON.stringify(event);
    expect(redact(event).data['keep']).toBe(event.data['keep']);
    expect(redact(event).context).toBe(event.context);
    expect(JSON.stringify(event)).toBe(before);
  });

  it('keep a key named __proto__ as a key', () => {
    const event = haEvent('x', JSON.parse('{"__proto__":{"code":"1234"}}') as Record<string, unknown>);
    expect(JSON.stringify(redact(event).data)).toBe(`{"__proto__":{"code":"${REDACTED}"}}`);
    expect({}).not.toHaveProperty('code');
  });
});

describe('createRedactor', () => {
  const KEYS = ['code', 'My Key', '*_hidden', 'in*side'];
  const SECRET_KEYS = ['code', 'Code', 'my key', 'so_hidden', '_HIDDEN', 'in-the-side', 'inside'];
  const secret = fc.string({
    minLength: 6,
    maxLength: 12,
    unit: fc.constantFrom('§', 'Q', 'X', 'Z', '0', '7', '9'),
  });

  it('lets no secret survive', () => {
    const rules = { keys: KEYS, patterns: ['\\bsk-[A-Z0-9]{4,}', '§\\w+'] };
    const redactOurs = createRedactor(rules);
    const hidden = fc.tuple(
      fc.constantFrom(...SECRET_KEYS),
      secret,
      fc.constantFrom('text', 'list', 'object'),
    );
    fc.assert(
      fc.property(
        arbitraryEvent,
        hidden,
        fc.boolean(),
        secret,
        (event, [key, value, shape], isDeep, inText) => {
          const planted = shape === 'list' ? [value] : shape === 'object' ? { a: value } : value;
          const extra = { [key]: planted, note: `key sk-AB12${inText.replaceAll('§', '')} end` };
          const full = { ...event, data: { ...event.data, ...(isDeep ? { deep: [[extra]] } : extra) } };
          const redacted = JSON.stringify(redactOurs(full));
          expect(redacted).not.toContain(value);
          expect(redacted).not.toContain('sk-AB12');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('takes patterns that name a group alike', () => {
    const redactOurs = createRedactor({ keys: [], patterns: ['a(?<x>\\d)', 'b(?<x>\\d)'] });
    expect(redactOurs(haEvent('x', { text: 'a1 b2 c3' })).data).toEqual({
      text: `${REDACTED} ${REDACTED} c3`,
    });
  });

  it('finds secrets in texts that are longer than a pattern may look at', () => {
    const redactOurs = createRedactor({ keys: [], patterns: ['tok[a-z0-9]+!', 'Bearer [\\w.]+'] });
    for (const at of [0, 1_900, 1_990, 2_010, 3_990, 4_000, 50_000]) {
      const text = `${'x '.repeat(at / 2)}toksecret1! Bearer abc.def ${'y '.repeat(4_000)}`;
      const { data } = redactOurs(haEvent('x', { text }));
      expect(data['text']).toBe(`${'x '.repeat(at / 2)}${REDACTED} ${REDACTED} ${'y '.repeat(4_000)}`);
    }
  });

  it('takes out the whole of a secret that is longer than a pattern may look at', () => {
    const { data } = redact(haEvent('x', { text: `a Bearer ${'k'.repeat(20_000)} b` }));
    expect(data['text']).toBe(`a ${REDACTED} b`);
  });

  it.each(['eyJ-', 'Bearer ', 'token=', 'eyJaaaaaaaaa.', '0000000000:', '://a:'])(
    'comes to an end on a long text of %j, made to be slow',
    (piece) => {
      const text = piece.repeat(40_000 / piece.length);
      expect(redact(haEvent('x', { text })).data['text']).toMatch(/./);
    },
  );

  it.each([
    ['too deep', '['.repeat(30), ']'.repeat(30)],
    ['of too many parts', `[${'[],'.repeat(LIMITS.maxJsonParts)}`, ']'],
  ])('finds what its keys name in JSON that is %s to be parsed', (_name, before, after) => {
    const secrets = '{"code":"12\\"34","a":"code","password" : 1234,"code":true,"token":""}';
    const { data } = createRedactor({ keys: ['code', 'password', 'token'], patterns: [] })(
      haEvent('x', { text: before + secrets + after }),
    );
    expect(data['text']).toBe(
      `${before}{"code":"${REDACTED}","a":"code","password" : "${REDACTED}","code":true,"token":""}${after}`,
    );
  });

  it('leaves out a pattern that is refused', () => {
    expect(createRedactor({ keys: [], patterns: ['(a+)+', ''] })(haEvent('x', { text: 'aaa' })).data).toEqual(
      { text: 'aaa' },
    );
  });
});

describe('parseRedaction', () => {
  it('takes the default rules', () => {
    expect(parseRedaction(DEFAULT_REDACTION)).toBeNull();
  });

  it.each([
    [{ keys: ['code', ' * '], patterns: [] }, 'stands for every key'],
    [{ keys: [], patterns: ['a', '('] }, "The pattern ( can't be used."],
    [{ keys: [], patterns: ['(a+)+'] }, 'could take for ever'],
    [{ keys: [], patterns: ['a*'] }, 'finds even an empty text'],
    [{ keys: [], patterns: [''] }, 'finds even an empty text'],
  ])('refuses %j', (rules, words) => {
    expect(parseRedaction(rules)).toContain(words);
  });
});
