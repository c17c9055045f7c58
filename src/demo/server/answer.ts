import type { EraFacts } from '../wire/era.ts';

/** An ordinary answer, as against the stream. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function answerJson(facts: EraFacts, value: unknown, status = 200): Answer {
  return {
    status,
    headers: { ...facts.restHeaders, 'Content-Type': 'application/json' },
    body: facts.stringify(value),
  };
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
};

/** aiohttp's own error: the status and its name as text. */
export function answerError(
  facts: EraFacts,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { ...facts.restHeaders, 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body: `${String(status)}: ${REASONS[status] ?? 'Error'}`,
  };
}

/**
 * A home of 2016 says so in JSON that is labelled HTML, or in HTML where the client asked for something else;
 * later ones in plain text. None sends `WWW-Authenticate`.
 */
export function answerUnauthorized(facts: EraFacts, accept: string | undefined): Answer {
  if (facts.version !== '0.27.2') return answerError(facts, 401);
  const wantsJson = accept !== undefined && /\*\/\*|application\/(json|\*)/.test(accept);
  const body = wantsJson
    ? facts.stringify({ result: 'error', message: '401: Unauthorized' })
    : '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<title>401 Unauthorized</title>\n<h1>Unauthorized</h1>\n';
  return { status: 401, headers: { ...facts.restHeaders, 'Content-Type': 'text/html; charset=utf-8' }, body };
}

/** While starting or stopping: an empty 503, or 400 in 2016. */
export function answerNotRunning(facts: EraFacts): Answer {
  return { status: facts.notRunningStatus, headers: { ...facts.restHeaders }, body: '' };
}
