import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Long-lived access tokens of an owner and a second administrator, and of a plain user, who is none. */
export interface LongLivedTokens {
  readonly owner: string;
  readonly plain: string;
  readonly spare: string;
  /** What `/auth/revoke` has to be told to make `spare` worthless. */
  readonly spareRevocation: string;
}

const tenYearsSeconds = 315_360_000;

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Name and password of the owner, for the login page. */
export const OWNER_LOGIN = { username: 'owner', password: 'pw pässword' } as const;
/** The password of `OWNER_LOGIN` as bcrypt keeps it, and that as base64: `auth/providers/homeassistant.py`. */
const OWNER_HASH = 'JDJiJDA0JGhnVUNzQ1lRQVR2TmU3c0RFSVcxTXVOekNGdUtxNFFTWHJLZ0VOdzJmT0h6OHVoNWhxdTc2';

/** A JSON Web Token, HS256 (RFC 7519), as `auth.async_create_access_token` of Home Assistant makes it. */
function signToken(refreshTokenId: string, key: string): string {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const payload = { iss: refreshTokenId, iat: nowSeconds - 5, exp: nowSeconds + tenYearsSeconds };
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(payload)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

function createUser(name: string, groupId: string, isOwner: boolean) {
  const userId = randomBytes(16).toString('hex');
  const refreshTokenId = randomBytes(16).toString('hex');
  const key = randomBytes(32).toString('hex');
  const user = {
    id: userId,
    group_ids: [groupId],
    is_owner: isOwner,
    is_active: true,
    name,
    system_generated: false,
    local_only: false,
  };
  const refreshToken = {
    id: refreshTokenId,
    user_id: userId,
    client_id: null,
    client_name: `${name} test`,
    client_icon: null,
    token_type: 'long_lived_access_token',
    created_at: '2024-01-01T00:00:00+00:00',
    access_token_expiration: tenYearsSeconds,
    token: randomBytes(64).toString('hex'),
    jwt_key: key,
    last_used_at: null,
    last_used_ip: null,
    credential_id: null,
    version: '2024.3.3',
  };
  return { user, refreshToken, token: signToken(refreshTokenId, key) };
}

/**
 * Writes `.storage/auth` of a Home Assistant that has not run yet, with three users and a token for each, so that no
 * onboarding is needed. The format is version 1 of `homeassistant/auth/auth_store.py`.
 */
export async function createLongLivedTokens(configFolder: string): Promise<LongLivedTokens> {
  const owner = createUser('owner', 'system-admin', true);
  const plain = createUser('plain', 'system-users', false);
  const spare = createUser('spare', 'system-admin', false);
  const groups = [
    { id: 'system-admin', name: 'Administrators' },
    { id: 'system-users', name: 'Users' },
    { id: 'system-read-only', name: 'Read Only' },
  ];
  const data = {
    users: [owner.user, plain.user, spare.user],
    groups,
    credentials: [
      {
        id: randomBytes(16).toString('hex'),
        user_id: owner.user.id,
        auth_provider_type: 'homeassistant',
        auth_provider_id: null,
        data: { username: OWNER_LOGIN.username },
      },
    ],
    refresh_tokens: [owner.refreshToken, plain.refreshToken, spare.refreshToken],
  };
  await mkdir(join(configFolder, '.storage'), { recursive: true });
  const store = { version: 1, minor_version: 1, key: 'auth', data };
  await writeFile(join(configFolder, '.storage', 'auth'), JSON.stringify(store));
  const passwords = {
    version: 1,
    minor_version: 1,
    key: 'auth_provider.homeassistant',
    data: { users: [{ username: OWNER_LOGIN.username, password: OWNER_HASH }] },
  };
  await writeFile(join(configFolder, '.storage', passwords.key), JSON.stringify(passwords));
  return {
    owner: owner.token,
    plain: plain.token,
    spare: spare.token,
    spareRevocation: spare.refreshToken.token,
  };
}
