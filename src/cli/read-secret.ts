import { createInterface } from 'node:readline';
import { addAbortSignal, Writable, type Readable } from 'node:stream';
import { LIMITS } from '../core/limits.ts';
import {
  describeCredentialProblem,
  parseCredential,
  type Credential,
  type TypedKind,
} from '../core/servers/credential.ts';
import {
  SECRET_VARIABLES,
  type Environment,
  type SecretKind,
  type SecretSource,
  type SecretVariable,
} from './command.ts';
import { UsageProblem } from './exit-code.ts';

/**
 * Decides where the secret comes from and how it is sent. An option on the command line takes precedence; without it,
 * the variable that is set decides. Two candidates are refused, because the wrong one would be a failed login.
 *
 * @throws UsageProblem
 */
export function parseSecretSource(
  auth: TypedKind | 'none' | null,
  fromStdin: boolean,
  env: Environment,
): SecretSource {
  if (fromStdin) {
    if (auth === 'none') {
      throw new UsageProblem(
        '--token-stdin brings a secret and --auth none sends none. Leave out one of them.',
      );
    }
    return { kind: 'stdin', credentialKind: auth ?? 'bearer' };
  }
  if (auth === 'none') return { kind: 'none' };
  if (auth !== null) return fromVariable(auth, variableOf(auth), env);
  const hasToken = isSet(SECRET_VARIABLES.token, env);
  const hasPassword = isSet(SECRET_VARIABLES.password, env);
  if (hasToken && hasPassword) {
    throw new UsageProblem(
      'HASS_TOKEN and HASS_API_PASSWORD are both set. Say which one to send with --auth bearer or --auth password.',
    );
  }
  if (hasToken) return fromVariable('bearer', SECRET_VARIABLES.token, env);
  if (hasPassword) return fromVariable('password', SECRET_VARIABLES.password, env);
  throw new UsageProblem(
    'There is no secret for this server. Put a long-lived access token into HASS_TOKEN, or the API password of a ' +
      'server before 0.101 into HASS_API_PASSWORD. For a server that asks for none, add --auth none.',
  );
}

function fromVariable(credentialKind: SecretKind, variable: SecretVariable, env: Environment): SecretSource {
  if (isSet(variable, env)) return { kind: 'environment', credentialKind, variable };
  throw new UsageProblem(
    `--auth ${credentialKind} needs a secret and ${variable} is not set. Set it, or pipe the secret in with --token-stdin.`,
  );
}

function variableOf(kind: SecretKind): SecretVariable {
  return kind === 'bearer' ? SECRET_VARIABLES.token : SECRET_VARIABLES.password;
}

/** An empty variable counts as not set, as scripts leave them behind. */
function isSet(variable: SecretVariable, env: Environment): boolean {
  return (env[variable] ?? '').trim() !== '';
}

/** The needed part of standard input. */
export interface SecretInput {
  readonly stream: Readable & { readonly isTTY?: boolean };
  /** Writes the prompt to standard error. */
  readonly ask: (text: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads the secret from the source that the command names, and checks it before anything is sent. `null`: a person pressed
 * Ctrl-C.
 *
 * @throws UsageProblem
 */
export async function readSecret(
  source: SecretSource,
  env: Environment,
  input: SecretInput,
): Promise<Credential | null> {
  if (source.kind === 'none') return { kind: 'none' };
  const text =
    source.kind === 'environment'
      ? (env[source.variable] ?? '')
      : await readStdin(source.credentialKind, input);
  if (text === null) return null;
  const parsed = parseCredential(source.credentialKind, text);
  if (parsed.ok) return parsed.credential;
  const where = source.kind === 'environment' ? source.variable : 'Standard input';
  throw new UsageProblem(`${where}: ${describeCredentialProblem(parsed.problem, source.credentialKind)}`);
}

function readStdin(kind: string, { stream, ask, signal }: SecretInput): Promise<string | null> {
  if (stream.isTTY !== true) return readFirstLine(stream, signal);
  ask(`Paste the ${kind === 'bearer' ? 'access token' : 'API password'} and press Enter (it is not shown): `);
  return readHidden(stream, signal).finally(() => {
    ask('\n');
  });
}

/** Reads up to the first line end, the end of input, or more than any secret has. */
async function readFirstLine(stream: Readable, signal: AbortSignal): Promise<string | null> {
  let text = '';
  try {
    addAbortSignal(signal, stream);
    stream.setEncoding('utf8');
    for await (const chunk of stream) {
      text += String(chunk);
      if (text.includes('\n') || text.length > 2 * LIMITS.maxSecretChars) break;
    }
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
  return text.split('\n', 1)[0] ?? '';
}

/** Reads a line from a terminal without echoing it. `null` on Ctrl-C and Ctrl-D. */
function readHidden(stream: Readable, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const nowhere = new Writable({
      write(_chunk, _encoding, done) {
        done();
      },
    });
    const reader = createInterface({ input: stream, output: nowhere, terminal: true, historySize: 0 });
    let answer: string | null = null;
    reader.on('line', (line) => {
      answer = line;
      reader.close();
    });
    reader.on('SIGINT', () => {
      reader.close();
    });
    reader.on('close', () => {
      stream.destroy();
      resolve(answer);
    });
    signal.addEventListener('abort', () => {
      reader.close();
    });
  });
}
