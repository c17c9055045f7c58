import { replayRule } from '../core/rules/back-test.ts';
import { toWordsContext } from '../core/rules/due-words.ts';
import type { Decision } from '../core/rules/engine.ts';
import { loudest } from '../core/rules/loudest.ts';
import type { Rule } from '../core/rules/rule.ts';
import { toNotification } from '../core/rules/wording.ts';
import type { QueryContext } from '../core/query/item.ts';
import { createRedactor } from '../core/redaction/redact.ts';
import { formatDuration } from '../core/time/format-time.ts';
import { toAlertJsonLine, toAlertLine } from './alert-line.ts';
import { isAboutPlaces } from './asks-for-places.ts';
import { openAppHistory } from './app-history.ts';
import { readAppRegistries } from './app-registries.ts';
import { readAppSettings, type AppSettings } from './app-settings.ts';
import { createAwaitedOutput, type AwaitedOutput } from './awaited-output.ts';
import type { RulesTestOptions, Terminal } from './command.ts';
import { EXIT, Problem, type ExitCode } from './exit-code.ts';
import { toDayLine } from './human-line.ts';
import { openRules } from './open-rules.ts';
import { createPaint, wantsColour } from './terminal-style.ts';
import { lookIntoCapture, replayCapture } from './test-capture.ts';

/** Without bound: a test counts all. */
const ALL = { matches: Infinity, events: Infinity, told: Infinity };

const NO_PLACES =
  'Rooms, floors, labels, devices and people are not known here, so rules about them tell nothing.';

/** Prints what one thing tells, and counts it. */
type Tell = (decision: Decision) => Promise<void>;

/** One run of `porchlight rules test`. @throws Problem */
export async function testRules(
  options: RulesTestOptions,
  terminal: Terminal,
  now: number,
): Promise<ExitCode> {
  const output = createAwaitedOutput(terminal.stdout, terminal.signal);
  const settings = await readAppSettings(options.rules.folder);
  const say = (text: string): boolean => terminal.stderr.write(`${text}\n`);
  const { told, remarks } =
    options.capture === null
      ? await testHistory(options, settings, output, terminal, now)
      : await testCapture(options, options.capture, settings, output, terminal, now);
  await output.end();
  if (!output.signal.aborted) for (const remark of remarks) say(remark);
  return options.failsOnMatch && told > 0 ? EXIT.matched : EXIT.ok;
}

interface Tested {
  /** Alerts. */
  readonly told: number;
  /** Sentences for standard error. */
  readonly remarks: readonly string[];
}

async function testHistory(
  options: RulesTestOptions,
  settings: AppSettings,
  output: AwaitedOutput,
  terminal: Terminal,
  now: number,
): Promise<Tested> {
  const { folder } = options.rules;
  if (folder === null)
    throw new Problem('No home folder is set here. Say where the data is with --data-folder.');
  const { on, off } = onAndOff(await openRules(options.rules, settings.names));
  const { serverNames } = settings;
  const context: QueryContext = { serverNames, registries: readAppRegistries(folder) };
  const history = openAppHistory(folder, context);
  try {
    const { since } = options;
    const found: Decision[] = [];
    let unwatchedMs = 0;
    for (const [order, rule] of on.entries()) {
      const { signal } = output;
      const replay = await replayRule(rule, { history, ...context, from: since, now, limits: ALL, signal });
      if (replay === null) break;
      found.push(...replay.told.map(({ decision }) => ({ ...decision, order })));
      unwatchedMs = Math.max(unwatchedMs, sumOf(replay.unwatched));
    }
    const printer = createAlertPrinter(options, settings, context, output, terminal);
    for (const decision of toOneVoice(found)) await printer.tell(decision);
    const span = `in ${formatDuration(now - since)}`;
    const away = unwatchedMs < 60_000 ? [] : [`Nobody listened for ${formatDuration(unwatchedMs)} of it.`];
    return { told: printer.told(), remarks: [...describeRun(printer.told(), on, off, span), ...away] };
  } finally {
    await history.close();
  }
}

async function testCapture(
  options: RulesTestOptions,
  path: string,
  settings: AppSettings,
  output: AwaitedOutput,
  terminal: Terminal,
  now: number,
): Promise<Tested> {
  const { signal } = output;
  const seen = await lookIntoCapture(path, now, signal);
  const servers = [...seen.serverIds].map((name) => ({ id: name, name, address: name }));
  const { on, off } = onAndOff(
    await openRules(options.rules, { servers, destinations: [], isLenient: true }),
  );
  const context: QueryContext = {
    serverNames: new Map(servers.map(({ id, name }) => [id, name])),
    registries: registriesByName(options.rules.folder, settings),
  };
  const printer = createAlertPrinter(options, settings, context, output, terminal);
  const { events, skipped } = await replayCapture({
    path,
    now,
    signal,
    rules: on,
    context,
    tell: printer.tell,
  });
  const isBlind = on.some(isAboutPlaces) && !servers.some(({ id }) => context.registries?.has(id) === true);
  const blind = isBlind ? [NO_PLACES] : [];
  const lines =
    skipped === 0 ? [] : [`${String(skipped)} ${skipped === 1 ? 'line is' : 'lines are'} no event.`];
  const span = `in ${events.toLocaleString('en-GB')} ${events === 1 ? 'event' : 'events'}`;
  return {
    told: printer.told(),
    remarks: [...describeRun(printer.told(), on, off, span), ...lines, ...blind],
  };
}

function createAlertPrinter(
  { json }: RulesTestOptions,
  settings: AppSettings,
  context: QueryContext,
  { write }: AwaitedOutput,
  { stdout, env }: Terminal,
) {
  const paint = createPaint(wantsColour(stdout.isTTY, env));
  const redact = createRedactor(settings.redaction);
  let day = '';
  let told = 0;
  const tell: Tell = async (decision) => {
    const { rule, serverId, at, level } = decision;
    told += 1;
    const words = toNotification(decision, toWordsContext(serverId, context, redact));
    const server = context.serverNames.get(serverId) ?? serverId;
    const alert = { ...words, at, level, rule, server };
    const today = new Date(at).toDateString();
    if (!json && today !== day) await write(`${toDayLine(at, paint)}\n`);
    day = today;
    await write(`${json ? toAlertJsonLine(alert) : toAlertLine(alert, paint)}\n`);
  };
  return { tell, told: () => told };
}

/** In their order, and of several rules about one thing only the loudest, as it is live. */
function toOneVoice(decisions: readonly Decision[]): readonly Decision[] {
  const sorted = decisions.toSorted((a, b) => a.at - b.at || a.order - b.order);
  const moments = new Map<number, Decision[]>();
  for (const decision of sorted) {
    const together = moments.get(decision.at);
    if (together === undefined) moments.set(decision.at, [decision]);
    else together.push(decision);
  }
  return [...moments.values()].flatMap(loudest);
}

function onAndOff(rules: readonly Rule[]): { readonly on: readonly Rule[]; readonly off: number } {
  const on = rules.filter(({ enabled }) => enabled).map(asAgreed);
  return { on, off: rules.length - on.length };
}

/** Nothing acts in a test, so that its owner need not have agreed. */
function asAgreed(rule: Rule): Rule {
  const agreed = { ...rule };
  delete agreed.unconfirmed;
  return agreed;
}

function sumOf(spans: readonly { readonly from: number; readonly to: number }[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** "12 alerts of 3 rules in 7 d." and what was left out. */
function describeRun(told: number, on: readonly Rule[], off: number, span: string): readonly string[] {
  const alerts = `${told === 0 ? 'No' : told.toLocaleString('en-GB')} ${told === 1 ? 'alert' : 'alerts'}`;
  const rules = `${String(on.length)} ${on.length === 1 ? 'rule' : 'rules'}`;
  const left =
    off === 0
      ? []
      : [
          `${String(off)} ${off === 1 ? 'rule is' : 'rules are'} off and ${off === 1 ? 'was' : 'were'} left out.`,
        ];
  return [`${alerts} of ${rules} ${span}.`, ...left];
}

/** A file knows servers by their names. */
function registriesByName(
  folder: string | null,
  { serverNames }: AppSettings,
): NonNullable<QueryContext['registries']> {
  return new Map(
    [...readAppRegistries(folder)].map(([id, registry]) => [serverNames.get(id) ?? id, registry]),
  );
}
