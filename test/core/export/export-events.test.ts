import { describe, expect, it } from 'vitest';
import {
  exportEvents,
  type ExportRequest,
  type ExportResult,
} from '../../../src/core/export/export-events.ts';
import { readMatches, type ReadOptions } from '../../../src/core/history/read-matches.ts';
import type { HistorySearch } from '../../../src/core/history/history.ts';
import type { ExportFormat } from '../../../src/core/export/export-format.ts';
import { createRedactor } from '../../../src/core/redaction/redact.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { createFakeSearch, toStored, toStoredRow } from './fake-search.ts';

const NAMES = new Map([['home', 'My home']]);

interface Exported extends ExportResult {
  readonly text: string;
  readonly pieces: readonly string[];
}

async function run(
  search: HistorySearch,
  format: ExportFormat,
  { limit = null, reverse = false, ...more }: Partial<ExportRequest & ReadOptions> = {},
): Promise<Exported> {
  const pieces: string[] = [];
  const signal = more.signal ?? new AbortController().signal;
  const result = await exportEvents({
    matches: readMatches(search, { limit, reverse, signal }),
    format,
    serverName: (id) => NAMES.get(id) ?? id,
    redact: (event) => event,
    write: (text) => {
      pieces.push(text);
      return Promise.resolve();
    },
    signal,
    ...more,
  });
  return { ...result, pieces, text: pieces.join('') };
}

function numbered(count: number): ReturnType<typeof toStored>[] {
  return Array.from({ length: count }, (_, index) =>
    toStored(index + 1, haEvent('numbered', { n: index + 1 })),
  );
}

function seqsOf(ndjson: string): number[] {
  const lines = ndjson.trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { porchlight: { seq: number } }).porchlight.seq);
}

describe('NDJSON', () => {
  it('is the event as sent, to the digit, with a last member of our own', async () => {
    const raw =
      '{"event_type": "x", "data": {"big": 12345678901234567890, "e": 1.10},\n "origin": "LOCAL", "time_fired": "t"}';
    const stored = { ...toStored(7, haEvent('x'), { recovered: true, alert: true }), raw };
    const { text } = await run(createFakeSearch([stored]), 'ndjson');
    expect(text).toBe(
      `${raw.replace('\n', ' ').slice(0, -1)},"porchlight":{"seq":7,"server":"My home","received_at":"2026-11-21T19:56:35.007Z","recovered":true,"alert":true}}\n`,
    );
  });

  it('tells of gaps and of what could not be decoded', async () => {
    const gap = toStoredRow(1, { text: 'Disconnected' });
    const broken = toStoredRow(2, { kind: 'unparsed', text: '<oops>' }, '<oops>');
    const { text } = await run(createFakeSearch([gap, broken]), 'ndjson');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      {
        porchlight: {
          seq: 1,
          server: 'My home',
          received_at: '2026-11-21T19:56:35.001Z',
          kind: 'gap',
          at: '2026-11-21T19:56:35.000Z',
          text: 'Disconnected',
          tone: 'bad',
        },
      },
      { porchlight: expect.objectContaining({ kind: 'unparsed', raw: '<oops>' }) as unknown },
    ]);
  });

  it('makes JSON of what old servers send', async () => {
    const raw = '{"event_type":"old","data":{"v":NaN,"s":"NaN"},"origin":"","time_fired":""}';
    const { text } = await run(createFakeSearch([{ ...toStored(1, haEvent('old')), raw }]), 'ndjson');
    expect(JSON.parse(text)).toMatchObject({ data: { v: 'NaN', s: 'NaN' } });
  });

  it('takes the secrets out by the rules of now, of sentences and of what could not be decoded, too', async () => {
    const redact = createRedactor({ keys: ['code', 'state'], patterns: ['hunter\\d'] });
    const events = [
      toStored(
        1,
        haEvent('call_service', { domain: 'lock', service: 'open', service_data: { code: '1234' } }),
      ),
      toStored(2, stateChanged('input_text.safe', '1234', '12345')),
      toStoredRow(3, { kind: 'unparsed', text: '<oops hunter2>' }, '<oops hunter2>'),
    ];
    expect(events[1]?.row.text).toContain('12345');
    for (const format of ['ndjson', 'json', 'csv'] as const) {
      const { text } = await run(createFakeSearch(events), format, { redact });
      expect(text).toContain('[redacted]');
      expect(text).not.toMatch(/1234|hunter/);
    }
  });
});

describe('JSON', () => {
  it.each([0, 1, 251])('is an array of %i', async (count) => {
    const { text } = await run(createFakeSearch(numbered(count)), 'json');
    const array = JSON.parse(text) as { data: { n: number } }[];
    expect(array.map(({ data }) => data.n)).toEqual(numbered(count).map(({ seq }) => seq));
  });
});

describe('CSV', () => {
  it('has a record for each event, with its sides of a change', async () => {
    const stored = toStored(1, stateChanged('light.hall', 'off', 'on'));
    const { text } = await run(createFakeSearch([stored]), 'csv');
    const [head, record = ''] = text.split('\r\n');
    expect(head).toBe('time,server,type,entity,what happened,from,to,origin,context,recovered,raw');
    expect(record).toMatch(
      /^2026-11-21T19:56:32.274Z,My home,state_changed,light.hall,"[^"]+",off,on,LOCAL,01M7ZTX5ZP106VD328RS9YJAYQ,,"\{""event_type""/,
    );
  });
});

describe('reading', () => {
  it('writes oldest first, page by page', async () => {
    const { text, pieces, written } = await run(createFakeSearch(numbered(600)), 'ndjson');
    expect(seqsOf(text)).toEqual(numbered(600).map(({ seq }) => seq));
    expect(written).toBe(600);
    expect(pieces.filter((piece) => piece !== '')).toHaveLength(3);
  });

  it('writes newest first when told to, and the newest so many', async () => {
    const newest = { limit: 3 } as const;
    expect(seqsOf((await run(createFakeSearch(numbered(600)), 'ndjson', newest)).text)).toEqual([
      598, 599, 600,
    ]);
    const reversed = await run(createFakeSearch(numbered(600)), 'ndjson', { ...newest, reverse: true });
    expect(seqsOf(reversed.text)).toEqual([600, 599, 598]);
  });

  it('waits until the oldest is found, and says how far it is', async () => {
    const search = createFakeSearch(numbered(4), 2);
    const told: (readonly [number, number | null])[] = [];
    const onProgress = (written: number, total: number | null): void => void told.push([written, total]);
    const exporting = run(search, 'ndjson', { onProgress });
    await Promise.resolve();
    expect(told.at(-1)).toEqual([0, null]);
    search.find(4);
    expect(seqsOf((await exporting).text)).toEqual([1, 2, 3, 4]);
    expect(told.at(-1)).toEqual([4, 4]);
  });

  it('waits for a slow writer, one page ahead of it', async () => {
    const search = createFakeSearch(numbered(1_100));
    let reads = 0;
    const counting: HistorySearch = {
      ...search,
      events: (from, count) => {
        reads += 1;
        return search.events(from, count);
      },
    };
    let release: () => void = () => undefined;
    let writes = 0;
    const exporting = run(counting, 'ndjson', {
      write: () => {
        writes += 1;
        return writes === 2 ? new Promise((resolve) => (release = resolve)) : Promise.resolve();
      },
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(reads).toBe(2);
    release();
    await exporting;
    expect(reads).toBe(5);
  });

  it('stops when it is cancelled: while counting, and between two pages', async () => {
    const counting = new AbortController();
    const waiting = run(createFakeSearch(numbered(4), 2), 'ndjson', { signal: counting.signal });
    counting.abort();
    expect(await waiting).toMatchObject({ kind: 'cancelled', written: 0 });

    const writing = new AbortController();
    const onProgress = (written: number): void => {
      if (written > 0) writing.abort();
    };
    const cut = await run(createFakeSearch(numbered(600)), 'json', { signal: writing.signal, onProgress });
    expect(cut).toMatchObject({ kind: 'cancelled', written: 250 });
  });

  it('passes on what the writer throws', async () => {
    const write = (): Promise<void> => Promise.reject(new Error('full'));
    await expect(run(createFakeSearch(numbered(1)), 'ndjson', { write })).rejects.toThrow('full');
  });
});
