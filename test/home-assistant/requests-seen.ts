import { harnessAddress } from './harness-request.ts';

/** What Home Assistant's log says about the requests of the client under test. Requests of the harness are left out. */
export interface RequestsSeen {
  /** Paths without query of all requests that passed the credential check, oldest first. A user who lacks a right is here and in `failedLogins`. */
  readonly served: readonly string[];
  /** Requests that were refused for their credential: what counts towards a ban. */
  readonly failedLogins: number;
  /** Addresses that were banned since the harness began to read. */
  readonly banned: readonly string[];
}

const servedLine = /Serving (\S+) to (\S+) \(auth: \w+\)/g;
/** 0.27 "an invalidpassword from A", 0.100 "invalid authentication from A", 2024.3 "... from NAME (A). Requested URL". */
const failedLine =
  /Login attempt or request with (?:an )?invalid ?(?:password|authentication) from (?:\S+ \()?([\d.]*\d)/g;
const bannedLine = /Banned IP (\S+) for too many login attempts/g;

/** Reads the log of any of the releases. Requests of an address that is already banned leave no trace in it. */
export function parseRequestsSeen(log: string): RequestsSeen {
  const served = [...log.matchAll(servedLine)].filter(([, , address]) => address !== harnessAddress);
  const failed = [...log.matchAll(failedLine)].filter(([, address]) => address !== harnessAddress);
  const banned = [...log.matchAll(bannedLine)];
  return {
    served: served.map(([, path]) => path ?? ''),
    failedLogins: failed.length,
    banned: banned.map(([, address]) => address ?? ''),
  };
}
