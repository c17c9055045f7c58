import { request } from 'node:http';
import type { Credential } from '../../src/core/servers/credential.ts';

/**
 * Where the harness's own requests come from. Not 127.0.0.1, so that Home Assistant counts failed logins of the client
 * under test alone: a good request resets the counter of its address (until 0.100), and a ban shuts that address out.
 * Linux answers on all of 127.0.0.0/8; elsewhere both share one address.
 */
export const harnessAddress = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

export type HarnessMethod = 'GET' | 'POST' | 'DELETE';

export interface HarnessResponse {
  readonly status: number;
  readonly text: string;
}

function credentialHeaders(credential: Credential): Record<string, string> {
  switch (credential.kind) {
    case 'bearer':
    case 'sign-in':
      return { Authorization: `Bearer ${credential.secret}` };
    case 'password':
      return { 'X-HA-access': credential.secret };
    case 'query':
    case 'none':
      return {};
  }
}

/**
 * One request on its own connection, because a kept connection occupies one of the 10 threads of 0.27.
 * @param body sent as JSON, or as a form when it is `URLSearchParams`
 */
export function harnessRequest(
  method: HarnessMethod,
  url: string,
  credential: Credential,
  body?: unknown,
  timeoutMs = 10_000,
): Promise<HarnessResponse> {
  return new Promise((resolve, reject) => {
    const isForm = body instanceof URLSearchParams;
    const headers = {
      'Content-Type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      Accept: 'application/json',
      ...credentialHeaders(credential),
    };
    const options = { method, headers, agent: false, localAddress: harnessAddress, timeout: timeoutMs };
    const sent = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${url}: no answer within ${timeoutMs} ms`)));
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : isForm ? body.toString() : JSON.stringify(body));
  });
}
