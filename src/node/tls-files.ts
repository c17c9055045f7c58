import { readFile, stat } from 'node:fs/promises';
import { LIMITS } from '../core/limits.ts';
import type { ClientCertificateFiles, RouteFileProblem, TlsPolicy } from '../core/route/route.ts';

/** The files of a policy. */
export interface TlsFiles {
  /** See `TlsPolicy`. */
  readonly pin: string | null;
  /** PEM. */
  readonly caFile: string | null;
  readonly clientCertificate: ClientCertificateFiles | null;
}

export type ReadTlsFiles =
  { readonly ok: true; readonly tls: TlsPolicy } | { readonly ok: false; readonly problem: RouteFileProblem };

/** Reads the files of a policy. `checkTlsPolicy` checks their content, and so does the handshake. */
export async function readTlsFiles({ pin, caFile, clientCertificate }: TlsFiles): Promise<ReadTlsFiles> {
  try {
    const ca = caFile === null ? null : await readBounded('ca', caFile);
    const own = clientCertificate === null ? null : await readClientCertificate(clientCertificate);
    return {
      ok: true,
      tls: {
        ...(pin === null ? {} : { pin }),
        ...(ca === null ? {} : { ca: ca.toString('utf8') }),
        ...(own === null ? {} : { clientCertificate: own }),
      },
    };
  } catch (error) {
    if (error instanceof BadFile) return { ok: false, problem: error.problem };
    throw error;
  }
}

async function readClientCertificate(
  files: ClientCertificateFiles,
): Promise<NonNullable<TlsPolicy['clientCertificate']>> {
  const passphrase = files.passphrase === undefined ? {} : { passphrase: files.passphrase };
  if (files.kind === 'pkcs12') {
    const archive = await readBounded('client-certificate', files.archiveFile);
    return { kind: 'pkcs12', archive, ...passphrase };
  }
  const [certificate, privateKey] = await Promise.all([
    readBounded('client-certificate', files.certificateFile),
    readBounded('client-key', files.keyFile),
  ]);
  return {
    kind: 'pem',
    certificate: certificate.toString('utf8'),
    privateKey: privateKey.toString('utf8'),
    ...passphrase,
  };
}

/** Thrown to end the reading with this problem. */
class BadFile extends Error {
  readonly problem: RouteFileProblem;
  constructor(problem: RouteFileProblem) {
    super(problem.problem);
    this.problem = problem;
  }
}

/** Checks the size first: a device or a pipe would never end. */
async function readBounded(file: RouteFileProblem['file'], path: string): Promise<Buffer> {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) throw new BadFile({ file, problem: 'unreadable' });
    if (facts.size > LIMITS.maxRouteFileBytes) throw new BadFile({ file, problem: 'too-large' });
    return await readFile(path);
  } catch (error) {
    if (error instanceof BadFile) throw error;
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new BadFile({ file, problem: isAbsent ? 'absent' : 'unreadable' });
  }
}
