import { EXPORT_FORMATS, type ExportFormat } from '../core/export/export-format.ts';
import type { QueryNode } from '../core/query/ast.ts';
import { parseAtRange, parseSince, type ParsedTime } from '../core/query/parse-time.ts';
import { toAnd } from '../core/query/query-nodes.ts';
import {
  refuseUsage,
  type ArgumentContext,
  type ExportOptions,
  type HistoryOptions,
  type HistorySelection,
  type HistorySource,
  type UsageProblem,
} from './command.ts';
import { defaultDataFolder } from './data-folder.ts';
import { parseCount, type ParsedValue } from './option-values.ts';
import { parseQueryOption } from './query-option.ts';
import type { Flags, Texts } from './sort-words.ts';

/** Lines that people get without asking for a number: about as many as a terminal scrolls back. */
const DEFAULT_LIMIT = 1_000;

type Parsed<T> = { readonly ok: true; readonly options: T } | UsageProblem;

/** Understands the options of `porchlight history`. */
export function parseHistory(flags: Flags, texts: Texts, context: ArgumentContext): Parsed<HistoryOptions> {
  const [json, csv] = [flags.has('json'), flags.has('csv')];
  if (json && csv) return refuseUsage('--json and --csv are two ways to print. Leave out one.');
  if (csv && flags.has('states')) {
    return refuseUsage('--states has no place in a table. Leave out --csv, or use --json.');
  }
  if (texts.has('file') && flags.has('states')) {
    return refuseUsage('A capture holds no states of connections. Leave out --states or --file.');
  }
  const format = json ? 'json' : csv ? 'csv' : 'lines';
  const selection = parseSelection(flags, texts, context, format === 'lines' ? DEFAULT_LIMIT : null);
  if (!selection.ok) return selection;
  return { ok: true, options: { ...selection.options, format, states: flags.has('states') } };
}

/** Understands the options of `porchlight export`. */
export function parseExport(flags: Flags, texts: Texts, context: ArgumentContext): Parsed<ExportOptions> {
  const output = texts.get('output');
  if (output === undefined || output === '') {
    return refuseUsage('Say where to with --output FILE, or --output - for standard output.');
  }
  const format = parseFormat(texts.get('format'), output);
  if (format === null) return refuseUsage(`--format is one of ${EXPORT_FORMATS.join(', ')}.`);
  const selection = parseSelection(flags, texts, context, null);
  if (!selection.ok) return selection;
  return { ok: true, options: { ...selection.options, format, output } };
}

/** Said, or else told by the ending of the file, or else NDJSON. `null` when not understood. */
function parseFormat(input: string | undefined, output: string): ExportFormat | null {
  const ending = /\.([a-z]+)$/i.exec(output)?.[1]?.toLowerCase();
  if (input === undefined) return EXPORT_FORMATS.find((format) => format === ending) ?? 'ndjson';
  return EXPORT_FORMATS.find((format) => format === input.toLowerCase()) ?? null;
}

function parseSelection(
  flags: Flags,
  texts: Texts,
  context: ArgumentContext,
  defaultLimit: number | null,
): Parsed<HistorySelection> {
  const source = parseSource(texts, context);
  if (!source.ok) return source;
  const time = parseTimes(texts, context.now);
  if (!time.ok) return time;
  const query = parseQueryOption(texts.get('query') ?? '', context.now);
  if (!query.ok) return query;
  const limit = parseCount('--limit', texts.get('limit'), 0, Number.MAX_SAFE_INTEGER);
  if (!limit.ok) return limit;
  const reverse = flags.has('reverse');
  const atMost = limit.value === 0 ? null : (limit.value ?? defaultLimit);
  if (source.value.kind === 'file' && reverse && atMost === null) {
    return refuseUsage(
      'A file is read from its beginning. Say with --limit how many of its last events to turn round.',
    );
  }
  const server = texts.get('server');
  const root = toAnd([
    query.value,
    { kind: 'time', ...time.value },
    ...(server === undefined ? [] : [ofServer(server)]),
  ]);
  return {
    ok: true,
    options: {
      source: source.value,
      root,
      ...time.value,
      limit: atMost,
      isLimitUsual: limit.value === null && atMost !== null,
      reverse,
    },
  };
}

function ofServer(value: string): QueryNode {
  return { kind: 'facet', facet: 'server', test: { kind: 'is', value } };
}

function parseSource(texts: Texts, { env, platform }: ArgumentContext): ParsedValue<HistorySource> {
  const [path, folder] = [texts.get('file'), texts.get('data-folder')];
  if (path !== undefined && folder !== undefined) {
    return refuseUsage('--file and --data-folder are two places to read from. Leave out one.');
  }
  if (path === '' || folder === '') {
    return refuseUsage(`${path === '' ? '--file' : '--data-folder'} needs a path after it.`);
  }
  const usual = defaultDataFolder(platform, env);
  if (path !== undefined) return { ok: true, value: { kind: 'file', path, settings: usual } };
  const where = folder ?? usual;
  if (where === null)
    return refuseUsage('No home folder is set here. Say where the data is with --data-folder.');
  return { ok: true, value: { kind: 'folder', folder: where } };
}

interface Times {
  /** Epoch ms; `to` excluded, `null` is open. */
  readonly from: number | null;
  readonly to: number | null;
}

function parseTimes(texts: Texts, now: number): ParsedValue<Times> {
  const from = parseMoment('--since', texts.get('since'), now, (text) => parseAtRange(text, '', now));
  if (!from.ok) return from;
  const to = parseMoment('--until', texts.get('until'), now, (text) => parseAtRange('', text, now));
  if (!to.ok) return to;
  const [first, last] = [from.value?.from ?? null, to.value?.to ?? to.value?.from ?? null];
  if (first !== null && last !== null && first >= last) {
    return refuseUsage('--until is not after --since. Exchange the two, or leave out one.');
  }
  return { ok: true, value: { from: first, to: last } };
}

/** A length of time before now, or a date, a time or both. */
function parseMoment(
  option: string,
  input: string | undefined,
  now: number,
  parse: (text: string) => ParsedTime,
): ParsedValue<Times | null> {
  if (input === undefined) return { ok: true, value: null };
  const text = input.trim().replace(/^(\d{4}-\d\d-\d\d|today|yesterday) /i, '$1T');
  const moment = parse(text);
  if (moment.ok) return { ok: true, value: moment };
  const age = parseSince(text, now);
  if (age.ok) return { ok: true, value: age };
  return refuseUsage(
    `${option} needs a length of time such as 30m, 2h or 7d, or a moment such as 07:00, yesterday, 2026-11-21 or 2026-11-21T07:00.`,
  );
}
