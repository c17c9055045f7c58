import type { CredentialKind } from '../core/servers/credential.ts';
import {
  SECRET_VARIABLES,
  type Environment,
  type SecretKind,
  type SecretSource,
  type SecretVariable,
} from './command.ts';
import { UsageProblem } from './exit-code.ts';

/**
 * Decides where the secret comes from and how it is sent. What was asked for on the command line wins; without it,
 * the variable that is set decides. Two candidates are refused, because the wrong one costs a failed login.
 *
 * @throws UsageProblem
 */
export function parseSecretSource(
  auth: CredentialKind | null,
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
