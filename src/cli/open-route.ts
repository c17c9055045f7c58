import { describeFileProblem } from '../core/stream/describe-route-failure.ts';
import type { Route } from '../core/route/route.ts';
import { checkTlsPolicy } from '../node/tls-context.ts';
import { readTlsFiles } from '../node/tls-files.ts';
import { refuseUsage, type Environment, type RouteOptions, type UsageProblem } from './command.ts';

/** Environment variable with the passphrase of the client certificate's key. */
const PASSPHRASE_VARIABLE = 'HASS_CLIENT_KEY_PASSPHRASE';

export type OpenedRoute = { readonly ok: true; readonly route: Route } | UsageProblem;

/** Reads the files of a route and says at once what is wrong with them. */
export async function openRoute({ files, proxy }: RouteOptions, env: Environment): Promise<OpenedRoute> {
  const passphrase = env[PASSPHRASE_VARIABLE];
  const clientCertificate =
    files.clientCertificate === null || passphrase === undefined
      ? files.clientCertificate
      : { ...files.clientCertificate, passphrase };
  const read = await readTlsFiles({ ...files, clientCertificate });
  const problem = read.ok ? checkTlsPolicy(read.tls) : read.problem;
  if (problem !== null) {
    const hint = problem.problem === 'passphrase' ? ` It belongs into ${PASSPHRASE_VARIABLE}.` : '';
    return refuseUsage(`--${OPTION_OF[problem.file]}: ${describeFileProblem(problem)}${hint}`);
  }
  return { ok: true, route: { ...(read.ok ? { tls: read.tls } : {}), proxy } };
}

const OPTION_OF = { ca: 'ca', 'client-certificate': 'client-cert', 'client-key': 'client-key' } as const;
