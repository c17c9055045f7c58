import { describe, expect, it } from 'vitest';
import { statusFailure } from '../../../src/core/stream/response-failure.ts';
import type { TransportResponse } from '../../../src/core/stream/transport.ts';

function answer(status: number, headers: Readonly<Record<string, string>>): TransportResponse {
  return {
    status,
    header: (name) => headers[name],
    read: () => Promise.resolve(null),
    cancel: () => undefined,
  };
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' };
const HTML = { 'content-type': 'text/html; charset=UTF-8' };
const CLOUDFLARE = { server: 'cloudflare', 'cf-ray': 'a1b2c3d4e5f60000-AMS' };

describe('statusFailure', () => {
  it.each([
    ['a ban of Home Assistant', 403, PLAIN, 'banned'],
    [
      'a challenge of Cloudflare',
      403,
      { ...CLOUDFLARE, ...HTML, 'cf-mitigated': 'challenge' },
      'front-refused',
    ],
    ['nginx on a port for https', 400, { server: 'nginx', ...HTML }, 'front-bad-request'],
    ["Home Assistant's own bad request", 400, PLAIN, 'bad-request'],
    ['a rule of Cloudflare, in plain text', 403, { ...CLOUDFLARE, ...PLAIN }, 'front-refused'],
    ['an access list of Nginx Proxy Manager', 403, { server: 'openresty', ...HTML }, 'front-refused'],
    ['a firewall', 403, HTML, 'front-refused'],
    ['a refused token', 401, PLAIN, 'unauthorized'],
    [
      'a refused token of 2026',
      401,
      { ...PLAIN, 'www-authenticate': 'Bearer resource_metadata="http://a"' },
      'unauthorized',
    ],
    ['a refused password of 0.27', 401, { 'content-type': 'text/html; charset=utf-8' }, 'unauthorized'],
    [
      'basic authentication of nginx',
      401,
      { ...HTML, 'www-authenticate': 'Basic realm="Authorization required"' },
      'front-login',
    ],
    ['a proxy of Windows', 401, { 'www-authenticate': 'Negotiate, NTLM' }, 'front-login'],
    ['a tunnel that is down', 530, { ...CLOUDFLARE, ...PLAIN }, 'bad-gateway'],
    ['an origin that refuses', 521, { ...CLOUDFLARE, ...HTML }, 'bad-gateway'],
    ['an origin that is slow', 524, { ...CLOUDFLARE, ...HTML }, 'bad-gateway'],
    ['an error of Home Assistant', 500, PLAIN, 'server-error'],
  ])('takes %s for what it is', (_name, status, headers, code) => {
    expect(statusFailure(answer(status, headers), 'http://ha.local/api/stream', 0)).toEqual({ code, status });
  });
});
