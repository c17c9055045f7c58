/** What a person can say on the command line. */
export type LaunchArguments = Readonly<ReturnType<typeof parseArguments>>;

/** Fastest demo that is accepted, events a second. */
const MAX_DEMO_RATE = 50_000;

/**
 * Reads our arguments from a command line that also has Chromium's. Unknown ones are left to
 * Chromium. Both `--name=value` and `--name value` are accepted.
 */
export function parseArguments(argv: readonly string[]) {
  const value = (name: string): string | null => {
    const index = argv.findIndex((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`));
    if (index === -1) return null;
    const argument = argv[index] ?? '';
    const next = argument.includes('=') ? argument.slice(argument.indexOf('=') + 1) : (argv[index + 1] ?? '');
    return next === '' || next.startsWith('--') ? null : next;
  };
  const rate = Number(value('demo-rate') ?? Number.NaN);
  return {
    /** Start with the demo home. */
    demo: argv.includes('--demo') || argv.some((argument) => /^--demo-rate(?:=|$)/.test(argument)),
    /** Events a second of the demo home; `null` for its own pace. */
    demoRate: Number.isFinite(rate) && rate > 0 ? Math.min(rate, MAX_DEMO_RATE) : null,
    /** Start into the tray, without a window. */
    hidden: argv.includes('--hidden') || argv.includes('--pause'),
    /** Pause notifications for an hour, as the menu of the app's icon has it. */
    pause: argv.includes('--pause'),
    /** Another folder for settings; `null` for the usual one. */
    userDataDir: value('user-data-dir'),
    noSandbox: argv.includes('--no-sandbox'),
    /** A `--password-store` that the person chose. */
    passwordStore: value('password-store'),
  };
}
