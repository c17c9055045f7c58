/** What a person can say on the command line. */
export interface LaunchArguments {
  /** Start with the demo home. */
  readonly demo: boolean;
  /** Events a second of the demo home; `null` for its own pace. */
  readonly demoRate: number | null;
  /** Start into the tray, without a window. */
  readonly hidden: boolean;
  /** Another folder for settings; `null` for the usual one. */
  readonly userDataDir: string | null;
  readonly noSandbox: boolean;
  /** A `--password-store` of the person's own choice. */
  readonly passwordStore: string | null;
}

/** Fastest demo that is accepted, events a second. */
const MAX_DEMO_RATE = 50_000;

/**
 * Reads our own arguments out of a whole command line, in which Chromium's are mixed in. Unknown ones are left to
 * Chromium; both `--name=value` and `--name value` are taken.
 */
export function parseArguments(argv: readonly string[]): LaunchArguments {
  const value = (name: string): string | null => {
    const index = argv.findIndex((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`));
    if (index === -1) return null;
    const argument = argv[index] ?? '';
    const next = argument.includes('=') ? argument.slice(argument.indexOf('=') + 1) : (argv[index + 1] ?? '');
    return next === '' || next.startsWith('--') ? null : next;
  };
  const rate = Number(value('demo-rate') ?? Number.NaN);
  return {
    demo: argv.includes('--demo') || argv.some((argument) => /^--demo-rate(?:=|$)/.test(argument)),
    demoRate: Number.isFinite(rate) && rate > 0 ? Math.min(rate, MAX_DEMO_RATE) : null,
    hidden: argv.includes('--hidden'),
    userDataDir: value('user-data-dir'),
    noSandbox: argv.includes('--no-sandbox'),
    passwordStore: value('password-store'),
  };
}
