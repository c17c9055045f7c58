import type { Session } from 'electron';
import { isAllowedUrl } from '../../core/updates/feed.ts';

/** What a request for an update says, in lower case. Chromium would also name the languages of the person. */
const SENT = new Set([
  'host',
  'connection',
  'accept',
  'range',
  'if-range',
  'cache-control',
  'pragma',
  'user-agent',
]);

export interface SessionGuard {
  /** Bytes that one answer may have from now on. */
  limit(maxBytes: number): void;
  /** Ends every request that is under way, whoever asks. */
  cut(): void;
}

/**
 * Keeps a session to what updates need, whoever asks, also electron-updater: https or this computer, also after a redirect; no header that
 * tells of the person; no compressed answer, which could be a thousand times larger than it says; none without a length, or one that is
 * too long.
 */
export function guardSession(session: Session, userAgent: string): SessionGuard {
  let max = 0;
  const { webRequest } = session;
  session.setUserAgent(userAgent, 'en');
  webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !isAllowedUrl(url) });
  });
  webRequest.onBeforeSendHeaders(({ requestHeaders }, callback) => {
    const kept = Object.entries(requestHeaders).filter(([name]) => SENT.has(name.toLowerCase()));
    callback({
      requestHeaders: {
        ...Object.fromEntries(kept),
        'User-Agent': userAgent,
        'Accept-Encoding': 'identity',
        'Accept-Language': '*',
      },
    });
  });
  webRequest.onHeadersReceived(({ statusCode, responseHeaders = {} }, callback) => {
    const isData = statusCode >= 200 && statusCode < 300;
    callback({ cancel: isData && !isWithin(responseHeaders, max) });
  });
  return {
    limit(maxBytes) {
      max = maxBytes;
    },
    cut() {
      void session.closeAllConnections();
    },
  };
}

/** Exported for the tests. */
export function isWithin(headers: Readonly<Record<string, readonly string[]>>, max: number): boolean {
  const byName = new Map(
    Object.entries(headers).map(([name, values]) => [name.toLowerCase(), values.at(-1)]),
  );
  const encoding = byName.get('content-encoding') ?? 'identity';
  const length = byName.get('content-length') ?? '';
  return encoding === 'identity' && /^\d{1,15}$/.test(length) && Number(length) <= max;
}
