import { CALLBACK_PATH, toClientId } from './authorize-url.ts';

/** A request to the listener, as far as it matters. */
export interface CallbackRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** A header by its name in lower case. */
  header(name: string): string | undefined;
}

export type CallbackAnswer =
  | { readonly kind: 'code'; readonly code: string }
  /** Not the browser that comes back from Home Assistant: another page, or another sign-in. The wait goes on. */
  | { readonly kind: 'stranger' }
  | { readonly kind: 'other-path' };

const CODE = /^[\w-]{8,256}$/;

/**
 * Judges a request to the listener. Other pages in the same browser can send requests there, too, so it must be a person's
 * navigation with the state of this sign-in, to our own address (which a name that was rebound to loopback is not).
 *
 * @param isState compares with the state of this sign-in, in constant time
 */
export function readCallback(
  request: CallbackRequest,
  port: number,
  isState: (state: string) => boolean,
): CallbackAnswer {
  const split = request.path.indexOf('?');
  const path = split === -1 ? request.path : request.path.slice(0, split);
  if (path !== CALLBACK_PATH) return { kind: 'other-path' };
  const query = new URLSearchParams(split === -1 ? '' : request.path.slice(split + 1));
  const code = query.get('code') ?? '';
  const isOurs =
    request.method === 'GET' &&
    request.header('host') === toClientId(port).slice('http://'.length) &&
    // A navigation has none, or `null` after a redirect. What a script sends has its page's.
    (request.header('origin') ?? 'null') === 'null' &&
    // Browsers since 2020 and 2023 say what a request is for.
    (request.header('sec-fetch-mode') ?? 'navigate') === 'navigate' &&
    (request.header('sec-fetch-dest') ?? 'document') === 'document' &&
    query.getAll('code').length === 1 &&
    query.getAll('state').length === 1 &&
    CODE.test(code) &&
    isState(query.get('state') ?? '');
  return isOurs ? { kind: 'code', code } : { kind: 'stranger' };
}
