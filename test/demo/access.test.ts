import { describe, expect, it } from 'vitest';
import type { Era } from '../../src/demo/wire/era.ts';
import { bearer, createQuietHome, credentialOf } from './quiet-home.ts';

describe('who gets in', () => {
  const secrets = { token: 'tok', plainToken: 'plain', password: 'päss' };
  it.each<[Era, string, Record<string, string>, number, number]>([
    ['2016', '', {}, 401, 401],
    ['2016', '', { 'x-ha-access': 'pass' }, 200, 200],
    ['2016', '', { 'X-HA-Access': 'wrong' }, 401, 401],
    ['2016', '?api_password=pass', {}, 200, 200],
    ['2016', '?password=pass', {}, 401, 401],
    ['2016', '', bearer('tok'), 401, 401],
    ['2018', '', { 'x-ha-access': 'pass' }, 200, 200],
    ['2018', '?api_password=pass', {}, 200, 200],
    ['2018', '', bearer('tok'), 200, 200],
    ['2018', '', bearer('plain'), 200, 200],
    ['2018', '', bearer('pass'), 401, 401],
    ['2024', '', bearer('tok'), 200, 200],
    ['2024', '', { Authorization: 'bearer tok' }, 401, 401],
    ['2024', '', bearer('plain'), 401, 200],
    ['2024', '', { 'x-ha-access': 'pass' }, 401, 401],
    ['2024', '?api_password=pass', {}, 401, 401],
    ['2024', '', {}, 401, 401],
  ])('%s%s with %o: %i on the stream, %i on /api/', async (era, query, headers, onStream, onApi) => {
    const home = await createQuietHome({ era, ...secrets, password: 'pass' });
    const statusOf = async (path: string): Promise<number> => {
      const controller = new AbortController();
      const { status } = await fetch(home.url + path + query, { headers, signal: controller.signal });
      controller.abort();
      return status;
    };
    expect(await statusOf('/api/stream')).toBe(onStream);
    expect(await statusOf('/api/')).toBe(onApi);
    expect(home.requests.map(({ authorised }) => authorised)).toEqual([onStream === 200, onApi === 200]);
    expect(JSON.stringify(home.requests)).not.toMatch(/tok|"pass|=pass/);
  });

  it('lets everybody into a home of 2016 without a password, and tells so beforehand', async () => {
    const home = await createQuietHome({ era: '2016', password: null });
    expect((await fetch(`${home.url}/api/`)).status).toBe(200);
    expect(await (await fetch(`${home.url}/api/discovery_info`)).json()).toMatchObject({
      requires_api_password: false,
    });
  });

  it.each<[Era, string, string, string]>([
    ['2016', '*/*', 'text/html; charset=utf-8', '{"result": "error", "message": "401: Unauthorized"}'],
    ['2016', 'text/event-stream', 'text/html; charset=utf-8', '<h1>Unauthorized</h1>'],
    ['2018', 'text/event-stream', 'text/plain; charset=utf-8', '401: Unauthorized'],
    ['2024', 'text/event-stream', 'text/plain; charset=utf-8', '401: Unauthorized'],
  ])('refuses in %s a client that accepts %s in the words of the time', async (era, accept, type, body) => {
    const home = await createQuietHome({ era });
    const response = await fetch(`${home.url}/api/stream`, { headers: { accept } });
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.has('www-authenticate')).toBe(false);
    expect(await response.text()).toContain(body);
  });

  it.each<[Era, number | null]>([
    ['2016', null],
    ['2018', 4],
    ['2024', 3],
  ])(
    'bans in %s with threshold 3 after %s bad requests, everywhere and for everybody',
    async (era, after) => {
      const home = await createQuietHome({ era, banThreshold: 3 });
      const bad = async (): Promise<number> => (await fetch(`${home.url}/api/stream`)).status;
      for (let count = 0; count < (after ?? 10); count++) expect(await bad()).toBe(401);
      const status = after === null ? 200 : 403;
      const response = await fetch(`${home.url}/api/`, { headers: credentialOf(home) });
      expect(response.status).toBe(status);
      if (after !== null) expect(await response.text()).toBe('403: Forbidden');
    },
  );

  it.each<[Era, number]>([
    ['2016', 400],
    ['2018', 503],
    ['2024', 503],
  ])('answers in %s with %i while it starts', async (era, status) => {
    const home = await createQuietHome({ era, isStarting: true });
    expect((await fetch(`${home.url}/api/stream`, { headers: credentialOf(home) })).status).toBe(status);
    await home.startHome();
    expect((await fetch(`${home.url}/api/`, { headers: credentialOf(home) })).status).toBe(200);
  });
});
