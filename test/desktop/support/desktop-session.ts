/**
 * Why the desktop tests can't run here, in a sentence; undefined inside a desktop session (see session.sh). A suite writes
 * `describe.skipIf(desktopSkipReason)(...)`, and its own name says what is skipped.
 */
export const desktopSkipReason: string | undefined = findSkipReason();

function findSkipReason(): string | undefined {
  const reason = process.env['PORCHLIGHT_SKIP_DESKTOP'];
  if (reason) return reason;
  if (process.env['PORCHLIGHT_SESSION_DIR']) return undefined;
  return 'not inside a desktop session; start it with: npm test -- --only desktop';
}

/** What session.sh hands to the tests that run in it. */
export interface DesktopSession {
  /** A folder that lives as long as the session and that the app may reach. */
  readonly folder: string;
  /** Whom the session's programs run as; 65534 when the tests run as root. */
  readonly uid: number;
  /** Address of the private session bus. */
  readonly busAddress: string;
}

/**
 * The session that the tests run in.
 *
 * @throws outside a session.
 */
export function readDesktopSession(): DesktopSession {
  return {
    folder: readVariable('PORCHLIGHT_SESSION_DIR'),
    uid: Number(readVariable('PORCHLIGHT_SESSION_UID')),
    busAddress: readVariable('DBUS_SESSION_BUS_ADDRESS'),
  };
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: desktop tests run inside test/desktop/support/session.sh.`);
  return value;
}
