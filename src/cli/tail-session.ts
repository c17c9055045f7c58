import { createWriteStream } from 'node:fs';
import { createMonitor, type Monitor } from '../core/monitor/monitor.ts';
import { proxiesFromEnvironment } from '../core/route/proxy-environment.ts';
import type { Hop, Route } from '../core/route/route.ts';
import type { Rule } from '../core/rules/rule.ts';
import type { Credential } from '../core/servers/credential.ts';
import { createHttpTransport } from '../node/http-transport.ts';
import { systemClock } from '../node/system-clock.ts';
import { createTrustStore } from '../node/trust-store.ts';
import { anySignal } from './any-signal.ts';
import type { Environment, TailOptions, Terminal } from './command.ts';
import { outputProblem, type ExitCode } from './exit-code.ts';
import type { LineStream } from './line-output.ts';
import { createPrinter } from './printer.ts';
import { describeRun } from './run-summary.ts';
import { selectFromMonitor } from './tail-query.ts';
import { followRules } from './tail-rules.ts';
import type { OpenTarget } from './tail-target.ts';
import { runTail } from './tail.ts';
import { createPaint, wantsColour } from './terminal-style.ts';
import { VERSION } from '../node/version.ts';

/** How long the end waits for a stalled reader; shorter when a person waits for the prompt. */
const STANDSTILL_MS = 5_000;
const STANDSTILL_AFTER_SIGNAL_MS = 300;

/** One run of `porchlight tail`: the monitor, its printer and the summary. @throws Problem */
export async function runTailSession(
  { root, json, maxEvents, forMs }: TailOptions,
  rules: readonly Rule[] | null,
  { profile, credential, route, warnings }: OpenTarget,
  { env, stdout, stderr, signal }: Terminal,
): Promise<ExitCode> {
  const startedMs = systemClock.monotonic();
  const closing = new AbortController();
  const output: { failure: string | null } = { failure: null };
  const say = (text: string): boolean => stderr.write(`${text}\n`);
  for (const warning of warnings) say(warning);

  const printer = createPrinter({
    profile,
    json,
    rules: new Map((rules ?? []).map((rule) => [rule.id, rule])),
    clock: systemClock,
    stdout: toPatient(stdout),
    columns: () => stdout.columns,
    paint: createPaint(wantsColour(stdout.isTTY, env)),
    stderr: {
      say,
      paint: createPaint(wantsColour(stderr.isTTY, env)),
      columns: () => (stderr.isTTY ? stderr.columns : null),
    },
    onClosed: (code) => {
      output.failure = code;
      closing.abort();
    },
  });
  const code = await runTail({
    monitor:
      rules === null
        ? selectFromMonitor(createTerminalMonitor(credential, route, env), root, profile)
        : followRules(createTerminalMonitor(credential, route, env), rules),
    profile,
    clock: systemClock,
    print: printer.print,
    signal: anySignal(signal, closing.signal),
    maxEvents,
    forMs,
  });

  const written = await printer.flush(signal.aborted ? STANDSTILL_AFTER_SIGNAL_MS : STANDSTILL_MS);
  if (output.failure !== null) throw outputProblem(output.failure);
  if (!written) say('porchlight: The reader of the output stood still, so the last lines were given up.');
  const summary = json ? null : describeRun(printer.counts(), systemClock.monotonic() - startedMs);
  // A terminal has printed ^C at the start of this line.
  if (summary !== null) say((stderr.isTTY && signal.aborted ? '\r' : '') + summary);
  return code;
}

/**
 * Node writes to a terminal synchronously, except on Windows: a terminal that a person has paused with Ctrl-S would stop the
 * whole program, and its socket. A file stream writes in another thread. If a signal from elsewhere ends a paused run, the
 * end waits until the terminal continues.
 */
function toPatient(stdout: NodeJS.WriteStream): LineStream {
  if (!stdout.isTTY || process.platform === 'win32') return stdout;
  return createWriteStream('', { fd: 1, autoClose: false });
}

function createTerminalMonitor(credential: Credential, route: Route, env: Environment): Monitor {
  const systemProxies = (origin: string): Promise<readonly Hop[] | null> =>
    Promise.resolve(proxiesFromEnvironment(origin, env));
  return createMonitor({
    clock: systemClock,
    random: Math.random,
    // Node reads this variable itself only if no authorities are given.
    transport: createHttpTransport({
      systemProxies,
      trustStore: createTrustStore(env['NODE_EXTRA_CA_CERTS'] ?? null),
    }),
    userAgent: `Porchlight/${VERSION}`,
    readCredential: () => Promise.resolve(credential),
    readRoute: () => Promise.resolve({ ok: true, route }),
    // A refusal ends the run, so it need not be remembered.
    saveRefusal: () => undefined,
    // What is printed counts as shown.
    notify: () => Promise.resolve(true),
  });
}
