import { looksLikeLink } from '../../core/links/parse-link.ts';

/** What a person can say on the command line. */
export type LaunchArguments = Readonly<ReturnType<typeof parseArguments>>;

/** Fastest demo that is accepted, events a second. */
const MAX_DEMO_RATE = 50_000;

/** Options whose next word is their value. */
const WITH_VALUE: ReadonlySet<string> = new Set(['--demo-rate', '--user-data-dir', '--password-store']);

/**
 * Reads our arguments from a command line that also has Chromium's. Unknown ones are left to
 * Chromium. Both `--name=value` and `--name value` are accepted.
 *
 * With a link there is nothing else to do: whoever made the link may have put more on the command line than a link
 * (https://positive.security/blog/url-open-rce).
 */
export function parseArguments(argv: readonly string[]) {
  const link = argv.find(looksLikeLink) ?? null;
  // Where the app is, and how it is protected, is said before a link: what stands behind it may be of the link's maker.
  const own = link === null ? argv : argv.slice(0, argv.indexOf(link));
  const value = (name: string): string | null => {
    const index = own.findIndex((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`));
    if (index === -1) return null;
    const argument = own[index] ?? '';
    const next = argument.includes('=') ? argument.slice(argument.indexOf('=') + 1) : (own[index + 1] ?? '');
    return next === '' || next.startsWith('--') ? null : next;
  };
  const rate = Number(value('demo-rate') ?? Number.NaN);
  const has = (name: string): boolean => link === null && argv.includes(`--${name}`);
  return {
    /** Start with the demo home. */
    demo: has('demo') || (link === null && argv.some((argument) => /^--demo-rate(?:=|$)/.test(argument))),
    /** Events a second of the demo home; `null` for its own pace. */
    demoRate: Number.isFinite(rate) && rate > 0 ? Math.min(rate, MAX_DEMO_RATE) : null,
    /** Start into the tray, without a window. */
    hidden: has('hidden') || has('pause'),
    /** Pause notifications for an hour, as the menu of the app's icon has it. */
    pause: has('pause'),
    /** Start without history and rules. */
    safeMode: has('safe-mode'),
    /** What looks like one of our links. It is not parsed yet. */
    link,
    /** Files of events that are to be opened: paths or `file:` addresses, as the desktop or a terminal gives them. */
    files: link === null ? argv.filter(isCaptureFile) : [],
    /** Another folder for settings; `null` for the usual one. */
    userDataDir: value('user-data-dir'),
    noSandbox: own.includes('--no-sandbox'),
    /** A `--password-store` that the person chose. */
    passwordStore: value('password-store'),
  };
}

function isCaptureFile(argument: string, index: number, argv: readonly string[]): boolean {
  const isValue = WITH_VALUE.has(argv[index - 1] ?? '');
  return !argument.startsWith('-') && !isValue && /\.ndjson$/i.test(argument);
}

/** How to start the app again with its window, without safe mode and without what only the first start was to do. */
export function toUsualStart(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): { readonly args: string[]; readonly execPath?: string } {
  const once = new Set(['--safe-mode', '--hidden', '--pause']);
  const args = argv.filter(
    (argument, index) =>
      !once.has(argument) && !looksLikeLink(argument) && !isCaptureFile(argument, index, argv),
  );
  const appImage = env['APPIMAGE'];
  // The program itself lies in a folder that is gone when it ends.
  return appImage === undefined ? { args } : { args, execPath: appImage };
}
