import {
  TransportError,
  type Transport,
  type TransportFacts,
  type TransportRequest,
} from '../../../src/core/stream/transport.ts';

export const SECRET = 'Bearer never-to-be-seen';

export type Asked =
  | { readonly code: 'ok'; readonly status: number; readonly text: string }
  | { readonly code: string; readonly facts: TransportFacts };

/** One request with a secret, to its end. */
export async function ask(
  transport: Transport,
  url: string,
  route: Pick<TransportRequest, 'tls' | 'proxy'> = {},
): Promise<Asked> {
  try {
    const signal = AbortSignal.timeout(15_000);
    const response = await transport({
      method: 'GET',
      url,
      headers: { authorization: SECRET },
      signal,
      ...route,
    });
    let text = '';
    for (let chunk = await response.read(); chunk !== null; chunk = await response.read()) {
      text += new TextDecoder().decode(chunk);
    }
    return { code: 'ok', status: response.status, text };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return { code: error.code, facts: error.facts };
  }
}
