import { expect, it } from 'vitest';
import { parseAddress } from '../../../src/core/outside/parse-address.ts';
import { toDelivery } from '../../../src/core/outside/to-delivery.ts';
import { describeUndelivered, type Trouble } from '../../../src/core/outside/trouble.ts';

it.each([
  ['ntfy', 'ntfy.sh/my-front-door', '', { url: 'https://ntfy.sh/my-front-door' }],
  [
    'ntfy',
    ' http://10.0.0.2:8080/Door_1/ ',
    'tk_abc ',
    { url: 'http://10.0.0.2:8080/Door_1/', token: 'tk_abc' },
  ],
  ['webhook', 'https://example.org/hook?key=a#part', '', { url: 'https://example.org/hook?key=a' }],
] as const)('%s takes %j', (kind, text, token, address) => {
  expect(parseAddress(kind, text, token)).toEqual({ ok: true, address });
});

it.each([
  ['ntfy', '', ''],
  ['ntfy', 'https://ntfy.sh/', ''],
  ['ntfy', 'https://ntfy.sh/a topic', ''],
  ['ntfy', `https://ntfy.sh/${'x'.repeat(65)}`, ''],
  ['ntfy', 'https://ntfy.sh/door?auth=x', ''],
  ['ntfy', 'https://ntfy.sh/door', 'two\nlines'],
  ['ntfy', 'https://anna:secret@ntfy.sh/door', ''],
  ['webhook', 'ftp://example.org/hook', ''],
  ['webhook', 'file:///etc/passwd', ''],
  ['webhook', 'javascript:alert(1)', ''],
  ['webhook', 'https://', ''],
] as const)('%s refuses %j with %j, and does not repeat it', (kind, text, token) => {
  const parsed = parseAddress(kind, text, token);
  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.message).not.toMatch(/anna|secret|passwd|alert\(/);
});

it('an ntfy server may be below a path', () => {
  const message = {
    title: 'a',
    body: 'b',
    level: 'quiet',
    rule: null,
    entity: null,
    server: null,
    at: 0,
  } as const;
  for (const url of ['https://home.example/ntfy/door', 'https://home.example/ntfy/door/']) {
    const { url: root, body } = toDelivery('ntfy', { url }, message);
    expect(root).toBe('https://home.example/ntfy/');
    expect(JSON.parse(body)).toEqual({ topic: 'door', title: 'a', message: 'b', priority: 2, tags: [] });
  }
});

it.each<[Trouble, string]>([
  [{ kind: 'no-address' }, 'keyring'],
  [{ kind: 'too-many' }, 'Too many'],
  [{ kind: 'status', status: 302 }, 'does not follow'],
  [{ kind: 'status', status: 401 }, 'token'],
  [{ kind: 'status', status: 404 }, 'nothing at the address'],
  [{ kind: 'status', status: 429 }, 'fewer'],
  [{ kind: 'status', status: 500 }, 'error (500)'],
  [{ kind: 'failed', code: 'tls-untrusted' }, 'certificate'],
  [{ kind: 'failed', code: 'proxy-auth' }, 'proxy'],
  [{ kind: 'failed', code: 'timeout' }, 'in time'],
  [{ kind: 'failed', code: 'dns' }, 'No computer'],
  [{ kind: 'failed', code: 'refused' }, "can't be reached"],
])('%j is said in words', (trouble, words) => {
  const text = describeUndelivered('Phone', trouble, 'Door opened');
  expect(text).toContain(words);
  expect(text).toContain('"Phone"');
  expect(text).toMatch(/"Door opened" was not sent there\.$/);
});
