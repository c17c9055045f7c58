/** The version that this home reports. */
export const VERSION = '2024.3.3';

/** An ordinary answer, not the stream. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Headers of ordinary answers, not of the stream, since 2023.9. */
const HEADERS = {
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  Server: '',
  'X-Frame-Options': 'SAMEORIGIN',
};

export function answerJson(value: unknown, status = 200): Answer {
  const headers = { ...HEADERS, 'Content-Type': 'application/json' };
  return { status, headers, body: JSON.stringify(value) };
}

export function answerPicture(png: Uint8Array): Answer {
  return { status: 200, headers: { ...HEADERS, 'Content-Type': 'image/png' }, body: png };
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
};

/** aiohttp's own error: the status and its name as text. A 401 has no `WWW-Authenticate`. */
export function answerError(status: number, extra: Readonly<Record<string, string>> = {}): Answer {
  const headers = { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8', ...extra };
  return { status, headers, body: `${String(status)}: ${REASONS[status] ?? 'Error'}` };
}
