/** One dispatched event, as the HTML standard describes it. */
export interface StandardEvent {
  readonly type: string;
  readonly data: string;
  readonly lastEventId: string;
}

/** What a whole stream comes to. */
export interface StandardStream {
  readonly events: readonly StandardEvent[];
  /** What `Last-Event-ID` of the next request would say. */
  readonly lastEventId: string;
  /** The last valid `retry`, milliseconds; `null` when there was none. */
  readonly reconnectionTimeMs: number | null;
}

/**
 * A second opinion on event streams: section 9.2.6 of the HTML standard, word for word and line by line, on the whole
 * text at once. Slow on purpose, and shares no code with the monitor or its parser.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function readStandardStream(bytes: Uint8Array): StandardStream {
  const events: StandardEvent[] = [];
  let data = '';
  let type = '';
  let idBuffer = '';
  let lastEventId = '';
  let reconnectionTimeMs: number | null = null;

  function dispatch(): void {
    lastEventId = idBuffer;
    if (data !== '') {
      events.push({ type: type === '' ? 'message' : type, data: data.slice(0, -1), lastEventId });
    }
    data = '';
    type = '';
  }

  function processField(name: string, value: string): void {
    if (name === 'event') type = value;
    if (name === 'data') data += `${value}\n`;
    if (name === 'id' && !value.includes('\0')) idBuffer = value;
    if (name === 'retry' && /^[0-9]+$/.test(value)) reconnectionTimeMs = Number.parseInt(value, 10);
  }

  for (const line of finishedLines(bytes)) {
    const colon = line.indexOf(':');
    if (line === '') dispatch();
    else if (colon === -1) processField(line, '');
    else if (colon > 0) processField(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
  }
  return { events, lastEventId, reconnectionTimeMs };
}

/** Lines that have an end. "UTF-8 decode" takes one byte order mark off; what is left at the end is no line. */
function finishedLines(bytes: Uint8Array): string[] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replace(/^\ufeff/, '');
  return text.split(/\r\n|\n|\r/).slice(0, -1);
}
