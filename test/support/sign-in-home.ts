import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Scenario } from '../../src/demo/house/scenario.ts';
import { createDemoServer } from '../../src/demo/server.ts';
import { answerError, answerJson, type Answer } from '../../src/demo/server/answer.ts';
import { logIn } from './log-in.ts';
import { LOGIN_PAGE } from './login-page.ts';

export interface SignInHomeOptions {
  /** Since 2026.10; without it the home is one of 2022.9 to 2026.9. */
  readonly pkce?: boolean;
  /** False for a home before 2022.9, which does not describe itself. */
  readonly describesItself?: boolean;
  readonly isSetUp?: boolean;
  readonly isAdmin?: boolean;
  /** Seconds; 1800 in Home Assistant. */
  readonly expiresIn?: number;
  readonly port?: number;
}

export const USER = { name: 'owner', password: 'pw pässword' } as const;

interface Code {
  readonly clientId: string;
  readonly challenge: string | null;
}

/** A request to one of the paths of a sign-in, with its form. Only a test may look at the secrets in it. */
export interface SignInRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly form: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
}

/** The demo home with the sign-in of Home Assistant 2026.11, its answers byte for byte as they were recorded. */
export type SignInHome = Awaited<ReturnType<typeof createSignInHome>>;

export async function createSignInHome(options: SignInHomeOptions = {}) {
  const { pkce = true, describesItself = true, isSetUp = true, expiresIn = 1_800 } = options;
  let isAdmin = options.isAdmin ?? true;
  let failedLogins = 0;
  let origin = '';
  let tokenProxy: Answer | null = null;
  const flows = new Map<string, Code>();
  const codes = new Map<string, Code>();
  const refreshTokens = new Map<string, string>();
  /** Access token to the refresh token that it came from. */
  const accessTokens = new Map<string, string>();
  const requests: SignInRequest[] = [];
  const apiRequests: { readonly path: string; readonly authorised: boolean | null }[] = [];

  /** Each answer of 400 and above to these paths counts as a failed login (`log_invalid_auth`). */
  function refuse(status: number, body: unknown): Answer {
    failedLogins += 1;
    return answerJson(body, status);
  }
  const badRequest = (description: string): Answer =>
    refuse(400, { error: 'invalid_request', error_description: description });

  function issueAccess(refreshToken: string): string {
    const accessToken = [20, 60, 32].map((size) => randomBytes(size).toString('base64url')).join('.');
    accessTokens.set(accessToken, refreshToken);
    return accessToken;
  }

  function exchangeCode(form: URLSearchParams): Answer {
    const code = form.get('code') ?? '';
    const issued = codes.get(code);
    codes.delete(code);
    if (issued?.clientId !== form.get('client_id')) return badRequest('Invalid code');
    const verifier = pkce ? form.get('code_verifier') : null;
    if (issued.challenge !== null && verifier === null) return badRequest('Code verifier required');
    if (issued.challenge === null && verifier !== null) {
      return badRequest('Code verifier provided but no code challenge was present');
    }
    if (verifier !== null && createHash('sha256').update(verifier).digest('base64url') !== issued.challenge) {
      return refuse(400, { error: 'invalid_grant', error_description: 'Invalid code verifier' });
    }
    const refreshToken = randomBytes(64).toString('hex');
    refreshTokens.set(refreshToken, issued.clientId);
    return answerToken({
      access_token: issueAccess(refreshToken),
      token_type: 'Bearer',
      refresh_token: refreshToken,
      expires_in: expiresIn,
      ha_auth_provider: 'homeassistant',
    });
  }

  function refresh(form: URLSearchParams): Answer {
    const refreshToken = form.get('refresh_token') ?? '';
    const clientId = refreshTokens.get(refreshToken);
    if (clientId === undefined) return refuse(400, { error: 'invalid_grant' });
    if (clientId !== form.get('client_id')) return refuse(400, { error: 'invalid_request' });
    return answerToken({
      access_token: issueAccess(refreshToken),
      token_type: 'Bearer',
      expires_in: expiresIn,
    });
  }

  function token(form: URLSearchParams): Answer {
    if (form.get('action') === 'revoke') {
      revoke(form.get('token') ?? '');
      return { ...answerJson(null), body: '' };
    }
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return exchangeCode(form);
      case 'refresh_token':
        return refresh(form);
      default:
        return refuse(400, { error: 'unsupported_grant_type' });
    }
  }

  function startFlow(body: Readonly<Record<string, unknown>>): Answer {
    const clientId = String(body['client_id']);
    const redirectUri = String(body['redirect_uri']);
    if (new URL(clientId).origin !== new URL(redirectUri).origin) {
      return refuse(403, { message: 'Invalid redirect URI' });
    }
    const challenge = typeof body['code_challenge'] === 'string' ? body['code_challenge'] : null;
    if (challenge !== null && !pkce) {
      return refuse(400, { message: "extra keys not allowed @ data['code_challenge']" });
    }
    const id = randomBytes(16).toString('hex');
    flows.set(id, { clientId, challenge });
    return answerJson(toStep(id, {}));
  }

  function continueFlow(id: string, body: Readonly<Record<string, unknown>>): Answer {
    const flow = flows.get(id);
    if (flow === undefined) return answerJson({ message: 'Invalid flow specified' }, 404);
    if (body['username'] !== USER.name || body['password'] !== USER.password) {
      failedLogins += 1;
      return answerJson(toStep(id, { base: 'invalid_auth' }));
    }
    flows.delete(id);
    // A login that is completed sets the count of this address back.
    failedLogins = 0;
    const code = randomBytes(16).toString('hex');
    codes.set(code, flow);
    return answerJson({
      type: 'create_entry',
      flow_id: id,
      handler: ['homeassistant', null],
      description: null,
      description_placeholders: null,
      result: code,
    });
  }

  function answerBeside(request: IncomingMessage, path: string, body: string): Answer | null {
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
    const form = new URLSearchParams(isForm ? body : '');
    const asked = `${request.method ?? ''} ${path.replace(/[0-9a-f]{32}$/, 'ID')}`;
    const answer = ((): Answer | null => {
      switch (asked) {
        case 'GET /.well-known/oauth-authorization-server':
          return describesItself ? answerJson(describe(origin, pkce)) : answerError(404);
        case 'GET /auth/providers':
          return isSetUp
            ? answerJson({
                providers: [{ name: 'Home Assistant Local', id: null, type: 'homeassistant' }],
                preselect_remember_me: true,
              })
            : answerJson({ message: 'Onboarding not finished', code: 'onboarding_required' }, 400);
        case 'GET /auth/authorize':
          return { status: 200, headers: { 'Content-Type': 'text/html' }, body: LOGIN_PAGE };
        case 'POST /auth/login_flow':
          return startFlow(JSON.parse(body) as Readonly<Record<string, unknown>>);
        case 'POST /auth/login_flow/ID':
          return continueFlow(path.slice(-32), JSON.parse(body) as Readonly<Record<string, unknown>>);
        case 'DELETE /auth/login_flow/ID':
          return flows.delete(path.slice(-32))
            ? answerJson({ message: 'Flow aborted' })
            : answerJson({ message: 'Invalid flow specified' }, 404);
        case 'POST /auth/token':
          return tokenProxy ?? token(form);
        case 'POST /auth/revoke':
          if (!describesItself) return answerError(404);
          revoke(form.get('token') ?? '');
          return { ...answerJson(null), body: '' };
        default:
          return null;
      }
    })();
    if (answer !== null) {
      requests.push({
        method: request.method ?? '',
        path,
        query: (request.url ?? '').split('?', 2)[1] ?? '',
        form: Object.fromEntries(form),
        authorization: request.headers.authorization,
      });
    }
    return answer;
  }

  function revoke(refreshToken: string): void {
    refreshTokens.delete(refreshToken);
    for (const [access, from] of accessTokens) if (from === refreshToken) accessTokens.delete(access);
  }

  const home = await createDemoServer({
    rate: 0,
    port: options.port ?? 0,
    answerBeside,
    admits: ({ headers }, _query, needs) => {
      const presented = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '';
      return accessTokens.has(presented) && (isAdmin || needs === 'user');
    },
    onRequest: ({ url }, authorised) => {
      if (authorised === false) failedLogins += 1;
      apiRequests.push({ path: url ?? '', authorised });
    },
  });
  origin = home.url;

  return {
    url: home.url,
    requests: requests as readonly SignInRequest[],
    apiRequests: apiRequests as readonly (typeof apiRequests)[number][],
    failedLogins: () => failedLogins,
    /** Logins that were begun and not ended. */
    openFlows: () => flows.size,
    refreshTokens: (): readonly string[] => [...refreshTokens.keys()],
    accessTokens: (): readonly string[] => [...accessTokens.keys()],
    /** As if half an hour had gone by for the server alone. */
    endAccessTokens: (): void => {
      accessTokens.clear();
    },
    /** What a person does in their profile. */
    endSignIns(): void {
      for (const refreshToken of refreshTokens.keys()) revoke(refreshToken);
    },
    /** Something before Home Assistant answers for it when a token is asked for; `null` ends that. */
    setTokenProxy: (status: number | null): void => {
      tokenProxy = status === null ? null : answerError(status);
    },
    setAdmin: (next: boolean): void => {
      isAdmin = next;
    },
    /** Ends the open streams. */
    endStreams: (): void => {
      home.parts.hub.end();
    },
    /** What the login page of a browser does. Resolves to where it goes then. */
    login: (authorizeUrl: string): Promise<string> =>
      logIn(pkce ? authorizeUrl : withoutChallenge(authorizeUrl), {
        username: USER.name,
        password: USER.password,
      }),
    /** Something happens in the home. */
    play: (scenario: Scenario): void => {
      home.parts.hub.send(home.parts.house.play(scenario));
    },
    close: home.close,
  };
}

/** The page of 2026.9 does not know the parameters. */
function withoutChallenge(authorizeUrl: string): string {
  return authorizeUrl.replace(/&code_challenge[^&]*/g, '');
}

function answerToken(body: unknown): Answer {
  const answer = answerJson(body);
  return { ...answer, headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache', ...answer.headers } };
}

function toStep(id: string, errors: Readonly<Record<string, string>>): unknown {
  return {
    type: 'form',
    flow_id: id,
    handler: ['homeassistant', null],
    data_schema: [
      { type: 'string', name: 'username', required: true },
      { type: 'string', name: 'password', required: true },
    ],
    errors,
    description_placeholders: null,
    last_step: null,
    preview: null,
    step_id: 'init',
  };
}

function describe(origin: string, pkce: boolean): unknown {
  return {
    authorization_endpoint: `${origin}/auth/authorize`,
    token_endpoint: `${origin}/auth/token`,
    revocation_endpoint: `${origin}/auth/revoke`,
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    client_id_metadata_document_supported: true,
    ...(pkce ? { code_challenge_methods_supported: ['S256'] } : {}),
    response_types_supported: ['code'],
    service_documentation: 'https://contributors.home-assistant.io/core/internals/auth-api/',
    issuer: origin,
  };
}
