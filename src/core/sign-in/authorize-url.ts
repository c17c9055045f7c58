/** Path of the address to which Home Assistant sends the browser back. */
export const CALLBACK_PATH = '/callback';

/**
 * The port of our `client_id`, which Home Assistant shows in the person's profile. Below the ports that systems give to
 * outgoing connections (32768), and registered for nothing.
 */
export const SIGN_IN_PORT = 28_141;

/**
 * What Home Assistant knows this computer by: an address of ours on loopback. It is the same each time as long as the port is,
 * so that a person recognises it in their profile. Without a slash at its end: it must be sent the same each time, byte for byte.
 */
export function toClientId(port: number): string {
  return `http://127.0.0.1:${String(port)}`;
}

export interface AuthorizeRequest {
  readonly baseUrl: string;
  readonly clientId: string;
  /** Base64url without padding: Home Assistant refuses some other signs in a query. */
  readonly state: string;
  /** SHA-256 of the verifier as base64url; `null` where the server does not list S256. */
  readonly challenge: string | null;
}

/**
 * The page of Home Assistant that asks for name and password. Scheme, host and port of `redirect_uri` must be those of
 * `client_id` (https://developers.home-assistant.io/docs/auth_api). PKCE is RFC 7636.
 */
export function toAuthorizeUrl({ baseUrl, clientId, state, challenge }: AuthorizeRequest): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: clientId + CALLBACK_PATH,
    state,
  });
  if (challenge !== null) {
    query.set('code_challenge', challenge);
    query.set('code_challenge_method', 'S256');
  }
  return `${baseUrl}/auth/authorize?${query.toString()}`;
}
