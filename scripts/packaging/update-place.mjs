/**
 * Where a package looks for newer versions, as electron-builder's `publish`. It writes it into the package (`app-update.yml`), and makes
 * lists of versions only where there is one.
 *
 * @param {string | undefined} homepage the page of these sources, if it is known
 * @param {NodeJS.ProcessEnv} [env] `PORCHLIGHT_UPDATES_URL` names a folder of a server that is not GitHub
 * @returns {{ provider: 'generic', url: string } | { provider: 'github', owner: string, repo: string } | null} `null` where nobody knows:
 *   such a package looks for nothing, and says so.
 */
export function findUpdatePlace(homepage, env = process.env) {
  const { PORCHLIGHT_UPDATES_URL: url } = env;
  if (url !== undefined && url !== '') return { provider: 'generic', url };
  const [, owner, repo] = /^https:\/\/github\.com\/([^/]+)\/([^/]+)$/.exec(homepage ?? '') ?? [];
  return owner === undefined || repo === undefined ? null : { provider: 'github', owner, repo };
}
