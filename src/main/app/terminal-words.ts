/** Switches that a launcher puts in front: an AppImage's where it finds no user namespaces, and our own `/usr/bin/porchlight`. */
const LAUNCHER_SWITCHES = new Set(['--no-sandbox', '--no-zygote', '--log-level=3']);

/** Options that ask for text, which no window can give. */
const TEXT_OPTIONS = new Set(['--help', '-h', '--version', '-V']);

/**
 * The words for the terminal program, when a command line is for it: `tail`, `history`, also a mistyped `tial`, which is told what
 * there is. Otherwise `null`, and the window is meant.
 *
 * @param argv what follows the executable
 */
export function findTerminalWords(argv: readonly string[]): readonly string[] | null {
  const start = argv.findIndex((word) => !LAUNCHER_SWITCHES.has(word));
  const first = start === -1 ? undefined : argv[start];
  if (first === undefined) return null;
  return TEXT_OPTIONS.has(first) || /^[a-z]+$/.test(first) ? argv.slice(start) : null;
}
