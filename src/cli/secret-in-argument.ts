/** Options that people may try for a secret. None of them exists, on purpose. */
const SECRET_OPTIONS =
  /^(?:(?:hass-|ha-|auth-|access-|bearer-|long-lived-(?:access-)?|api-)*(?:token|password|key)|pass|secret|api-?key|bearer)$/i;

/** A JSON web token, which is what Home Assistant's access tokens are: three parts of base64url, the first JSON. */
const JSON_WEB_TOKEN = /eyJ[\w-]{8,}\.[\w-]+/;

/** A secret in an address: `?api_password=`, `access_token=`. */
const SECRET_IN_ADDRESS = /[?&](?:api_password|access_token|token|password)=/i;

/** True for the name of an option (without dashes) that would contain a secret. */
export function isSecretOption(name: string): boolean {
  return SECRET_OPTIONS.test(name);
}

/** True for an argument that contains an access token or an address with a secret. */
export function holdsSecret(argument: string): boolean {
  return JSON_WEB_TOKEN.test(argument) || SECRET_IN_ADDRESS.test(argument);
}

/** Why it is refused, and what to do instead. */
export const SECRET_IN_ARGUMENT =
  'A secret is never taken as an argument, because every program on this computer can read the arguments of ' +
  'another, and the shell keeps them in its history. Put it into HASS_TOKEN or HASS_API_PASSWORD, or pipe it in ' +
  'with --token-stdin. If the one you typed is real, revoke it in Home Assistant and make a new one.';
