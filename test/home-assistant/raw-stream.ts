import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { RunningHomeAssistant } from './start-home-assistant.ts';

/** The stream as bare bytes, read without any of the project's own code. */
export interface RawStream {
  /** Its status and headers; the body is read by the methods below. */
  readonly response: IncomingMessage;
  /** Cuts the connection. */
  close(): void;
  /** The events so far, parsed without any of the project's own code. */
  events(): readonly RawEvent[];
  /** Waits until the text so far contains `needle`. */
  until(needle: string, limitMs: number): Promise<string>;
  /** Waits until the server has ended the body. */
  ended(limitMs: number): Promise<void>;
}

/** What every version sends as an event. */
export interface RawEvent {
  readonly event_type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly time_fired: string;
  /** Since 0.75. */
  readonly context?: { readonly id: string };
}

/** Opens `/api/stream` with the server's credential in a header, or with another secret. */
export async function openRawStream(
  server: RunningHomeAssistant,
  secret: string = server.credential.secret,
): Promise<RawStream> {
  const headers =
    server.credential.kind === 'bearer' ? { Authorization: `Bearer ${secret}` } : { 'X-HA-access': secret };
  const sent = request(`${server.url}/api/stream`, { headers, agent: false });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (part: string) => (text += part));
  return {
    response,
    close: () => void sent.destroy(),
    events: () =>
      [...text.matchAll(/^data: (\{.*\})\n\n/gm)].map(([, json]) => JSON.parse(json ?? '') as RawEvent),
    async until(needle, limitMs) {
      const signal = AbortSignal.timeout(limitMs);
      while (!text.includes(needle)) await once(response, 'data', { signal });
      return text;
    },
    async ended(limitMs) {
      if (!response.readableEnded) await once(response, 'end', { signal: AbortSignal.timeout(limitMs) });
    },
  };
}

/** The text as the stream carries it: ASCII with escapes until 2022.6, UTF-8 since. */
export function unicodeOnTheWire(text: string, server: RunningHomeAssistant): string {
  if (server.credential.kind === 'bearer') return text;
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
