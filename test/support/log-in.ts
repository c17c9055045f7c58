type Step = Readonly<Record<string, unknown>>;

/** What Home Assistant's login page does with a name and a password. Resolves to where the browser goes then. */
export async function logIn(
  authorizeUrl: string,
  login: { readonly username: string; readonly password: string },
): Promise<string> {
  const { origin, searchParams: query } = new URL(authorizeUrl);
  const post = async (path: string, body: object): Promise<Step> => {
    const answer = await fetch(origin + path, { method: 'POST', body: JSON.stringify(body) });
    return (await answer.json()) as Step;
  };
  const clientId = query.get('client_id');
  const redirectUri = query.get('redirect_uri');
  const challenge = query.get('code_challenge');
  const step = await post('/auth/login_flow', {
    client_id: clientId,
    handler: ['homeassistant', null],
    redirect_uri: redirectUri,
    ...(challenge === null ? {} : { code_challenge: challenge, code_challenge_method: 'S256' }),
  });
  const done = await post(`/auth/login_flow/${String(step['flow_id'])}`, { ...login, client_id: clientId });
  if (typeof done['result'] !== 'string') throw new Error('The login did not work.');
  return `${redirectUri ?? ''}?code=${done['result']}&state=${query.get('state') ?? ''}`;
}
