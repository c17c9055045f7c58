import { EXPORT_FORMATS, type ExportFormat } from '../core/export/export-format.ts';
import type { QueryNode } from '../core/query/ast.ts';
import { parseAtRange, parseSince, type ParsedTime } from '../core/query/parse-time.ts';
import { toAnd } from '../core/query/query-nodes.ts';
import type {
  ArgumentContext,
  ExportOptions,
  HistoryOptions,
  HistorySelection,
  HistorySource,
} from './command.ts';
import { defaultDataFolder } from './data-folder.ts';
import { parseCount, parseQueryOption } from './option-values.ts';
import type { Flags, Texts } from './sort-words.ts';
import { UsageProblem } from './exit-code.ts';

/** Default number of lines for people: about as many as a terminal scrolls back. */
const DEFAULT_LIMIT = 1_000;

/** Understands the options of `porchlight history`. @throws UsageProblem */
export function parseHistory(flags: Flags, texts: Texts, context: ArgumentContext): HistoryOptions {
  const [json, csv] = [flags.has('json'), flags.has('csv')];
  if (json && csv) throw new UsageProblem('--json and --csv are two ways to print. Leave out one.');
  const format = json ? 'json' : csv ? 'csv' : 'lines';
  return { ...parseSelection(flags, texts, context, format === 'lines' ? DEFAULT_LIMIT : null), format };
}

/** Understands the options of `porchlight export`. @throws UsageProblem */
export function parseExport(flags: Flags, texts: Texts, context: ArgumentContext): ExportOptions {
  const output = texts.get('output');
  if (output === undefined || output === '') {
    throw new UsageProblem('Say where to with --output FILE, or --output - for standard output.');
  }
  const format = parseFormat(texts.get('format'), output);
  if (format === null) throw new UsageProblem(`--format is one of ${EXPORT_FORMATS.join(', ')}.`);
  return { ...parseSelection(flags, texts, context, null), format, output };
}

/** From the option, else from the file extension, else NDJSON. `null` when not understood. */
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
): HistorySelection {
  const source = parseSource(texts, context);
  const times = parseTimes(texts, context.now);
  const query = parseQueryOption(texts.get('query') ?? '', context.now);
  const asked = parseCount('--limit', texts.get('limit'), 0, Number.MAX_SAFE_INTEGER);
  const limit = asked === 0 ? null : (asked ?? defaultLimit);
  const reverse = flags.has('reverse');
  if (source.kind === 'file' && reverse && limit === null) {
    throw new UsageProblem(
      'A file is read from its beginning. Say with --limit how many of its last events to turn round.',
    );
  }
  const server = texts.get('server');
  const root = toAnd([
    query,
    { kind: 'time', ...times },
    ...(server === undefined ? [] : [ofServer(server)]),
  ]);
  return { source, root, limit, isLimitUsual: asked === null && limit !== null, reverse };
}

function ofServer(value: string): QueryNode {
  return { kind: 'facet', facet: 'server', test: { kind: 'is', value } };
}

function parseSource(texts: Texts, context: ArgumentContext): HistorySource {
  const [path, folder] = [texts.get('file'), texts.get('data-folder')];
  if (path !== undefined && folder !== undefined) {
    throw new UsageProblem('--file and --data-folder are two places to read from. Leave out one.');
  }
  if (path === '') throw new UsageProblem('--file needs a path after it.');
  if (path !== undefined) return { kind: 'file', path, settings: parseKnownFolder(texts, context) };
  return { kind: 'folder', folder: parseFolder(texts, context) };
}

/** The app's data folder. @throws UsageProblem where none is known */
export function parseFolder(texts: Texts, context: ArgumentContext): string {
  const folder = parseKnownFolder(texts, context);
  if (folder === null)
    throw new UsageProblem('No home folder is set here. Say where the data is with --data-folder.');
  return folder;
}

/** The app's data folder; `null` where none is known. @throws UsageProblem */
export function parseKnownFolder(texts: Texts, { env, platform }: ArgumentContext): string | null {
  const folder = texts.get('data-folder');
  if (folder === '') throw new UsageProblem('--data-folder needs a path after it.');
  return folder ?? defaultDataFolder(platform, env);
}

interface Times {
  /** Epoch ms; `to` excluded, `null` is open. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Epoch ms of `--since`; `null` without it. @throws UsageProblem */
export function parseSinceOption(texts: Texts, now: number): number | null {
  return parseMoment('--since', texts.get('since'), now, (text) => parseAtRange(text, '', now))?.from ?? null;
}

function parseTimes(texts: Texts, now: number): Times {
  const from = parseMoment('--since', texts.get('since'), now, (text) => parseAtRange(text, '', now));
  const to = parseMoment('--until', texts.get('until'), now, (text) => parseAtRange('', text, now));
  const [first, last] = [from?.from ?? null, to?.to ?? to?.from ?? null];
  if (first !== null && last !== null && first >= last) {
    throw new UsageProblem('--until is not after --since. Exchange the two, or leave out one.');
  }
  return { from: first, to: last };
}

/** A duration before now, or a date, a time or both. @throws UsageProblem */
function parseMoment(
  option: string,
  input: string | undefined,
  now: number,
  parse: (text: string) => ParsedTime,
): Times | null {
  if (input === undefined) return null;
  const text = input.trim().replace(/^(\d{4}-\d\d-\d\d|today|yesterday) /i, '$1T');
  const moment = parse(text);
  if (moment.ok) return moment;
  const age = parseSince(text, now);
  if (age.ok) return age;
  throw new UsageProblem(
    `${option} needs a length of time such as 30m, 2h or 7d, or a moment such as 07:00, yesterday, 2026-11-21 or 2026-11-21T07:00.`,
  );
}
