/** A page that does what Home Assistant's login page does, and looks as bare as a test needs. */
export const LOGIN_PAGE = `<!DOCTYPE html><html><head><title>Home Assistant</title><meta charset="utf-8"></head><body>
<p id="who"></p>
<form><label>Username <input name="username"></label> <label>Password <input name="password" type="password"></label>
<button>Log in</button></form><p id="error" role="alert"></p>
<script>
const query = new URLSearchParams(location.search);
const clientId = query.get('client_id');
document.getElementById('who').textContent =
  "You're about to give " + clientId + ' access to your Home Assistant instance.';
const post = async (path, body) =>
  (await fetch(path, { method: 'POST', credentials: 'same-origin', body: JSON.stringify(body) })).json();
const challenge = query.get('code_challenge');
const flow = post('/auth/login_flow', {
  client_id: clientId,
  handler: ['homeassistant', null],
  redirect_uri: query.get('redirect_uri'),
  ...(challenge ? { code_challenge: challenge, code_challenge_method: query.get('code_challenge_method') } : {}),
});
document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const { flow_id } = await flow;
  const fields = Object.fromEntries(new FormData(event.target));
  const step = await post('/auth/login_flow/' + flow_id, { ...fields, client_id: clientId });
  if (step.type !== 'create_entry') {
    document.getElementById('error').textContent = 'Invalid username or password';
    return;
  }
  const target = new URL(query.get('redirect_uri'));
  target.searchParams.set('code', step.result);
  target.searchParams.set('state', query.get('state'));
  location.assign(target);
});
</script></body></html>`;
