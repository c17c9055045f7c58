import { describe, expect, it } from 'vitest';
import { bearer, createQuietHome } from './quiet-home.ts';

describe('who gets in', () => {
  const secrets = { token: 'tok', plainToken: 'plain', password: 'pass' };
  it.each<[string, Record<string, string>, number, number]>([
    ['', {}, 401, 401],
    ['', { 'x-ha-access': 'pass' }, 200, 200],
    ['', { 'X-HA-Access': 'wrong' }, 401, 401],
    ['?api_password=pass', {}, 200, 200],
    ['?password=pass', {}, 401, 401],
    ['', bearer('tok'), 200, 200],
    ['', bearer('wrong'), 401, 401],
    ['', { Authorization: 'bearer tok' }, 401, 401],
    ['', bearer('plain'), 401, 200],
    ['', bearer('pass'), 401, 401],
  ])('%s with %o: %i on the stream, %i on /api/', async (query, headers, onStream, onApi) => {
    const home = await createQuietHome(secrets);
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

  it.each<Record<string, string>>([{ 'x-ha-access': '' }, { 'x-ha-access': 'pass' }, bearer('')])(
    'takes no password where it has none: %o',
    async (headers) => {
      const home = await createQuietHome();
      expect((await fetch(`${home.url}/api/`, { headers })).status).toBe(401);
    },
  );

  it('lets everybody into an open home', async () => {
    const home = await createQuietHome({ isOpen: true });
    expect((await fetch(`${home.url}/api/`)).status).toBe(200);
  });

  it('refuses in plain text, without a challenge', async () => {
    const home = await createQuietHome();
    const response = await fetch(`${home.url}/api/stream`, { headers: { accept: 'text/event-stream' } });
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.has('www-authenticate')).toBe(false);
    expect(await response.text()).toBe('401: Unauthorized');
  });
});
