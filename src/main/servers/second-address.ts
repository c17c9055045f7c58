import { askSameInstance } from '../../core/addresses/same-instance.ts';
import { createAddressChooser } from '../../core/addresses/address-chooser.ts';
import { describeAddressProblem, type AddressProblem } from '../../core/view/address-words.ts';
import { createPlainGuard } from '../../core/addresses/plain-guard.ts';
import type { Clock } from '../../core/clock.ts';
import { isWireRecord, readText } from '../../core/events/read-field.ts';
import type { SecondAddressView, SignInAnswer } from '../../core/ipc/overview.ts';
import { atSecond, secondSecretsId } from '../../core/servers/addresses.ts';
import { originOf, parseBaseUrl } from '../../core/servers/base-url.ts';
import type { SecondAddress, ServerProfile } from '../../core/servers/profile.ts';
import { checkRouteDraft, partsOf } from '../../core/servers/route-draft.ts';
import type { AddressDraft } from '../../core/servers/server-draft.ts';
import type { SignInServer } from '../../core/sign-in/token-endpoint.ts';
import { describeFailure } from '../../core/stream/describe-failure.ts';
import { describeFileProblem } from '../../core/stream/describe-route-failure.ts';
import type { ConnectionState, Failure } from '../../core/stream/failure.ts';
import { getJson } from '../../core/stream/rest.ts';
import type { Transport } from '../../core/stream/transport.ts';
import type { Surroundings } from '../discovery/surroundings.ts';
import { ownerOf } from '../secrets/secret-envelope.ts';
import type { Vault } from '../secrets/vault.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { ServerCredentials } from './server-credentials.ts';
import type { ServerRoutes } from './server-routes.ts';

export interface AddressesPorts {
  readonly clock: Clock;
  readonly userAgent: string;
  readonly settings: Pick<SettingsFile, 'current' | 'save'>;
  readonly vault: Pick<Vault, 'read' | 'store' | 'forget'>;
  readonly routes: Pick<ServerRoutes, 'read' | 'checkFiles' | 'store'>;
  readonly around: Surroundings;
  /** Another address is used, or the list of servers has changed. */
  readonly applied: () => void;
}

/** The ways to all servers, and the two addresses of some. @param direct the network, without any guard */
export function createServerAddresses(ports: AddressesPorts, direct: Transport) {
  const { clock, settings, vault, routes, userAgent } = ports;
  const guard = createPlainGuard({ clock, ...ports.around, transport: direct });
  const { transport } = guard;
  const rest = { clock, transport };
  const chooser = createAddressChooser({
    clock,
    userAgent,
    network: ports.around.network,
    transport,
    readRoute: (profile) => routes.read(profile, partsOf(profile)),
    onChange: ports.applied,
  });

  function find(serverId: string): ServerProfile | undefined {
    return settings.current().servers.find(({ id }) => id === serverId);
  }

  function replace(next: ServerProfile): void {
    const current = settings.current();
    const servers = current.servers.map((server) => (server.id === next.id ? next : server));
    settings.save({ ...current, servers });
    ports.applied();
  }

  /** The announcement of the server at an address: one that names it, or one that leads to the same instance. */
  async function findUuid(inside: SignInServer): Promise<string | null> {
    const found = await ports.around.lookAround();
    const origin = originOf(inside.baseUrl);
    const named = found.find(({ uuid, url }) => uuid !== null && url !== '' && originOf(url) === origin);
    if (named !== undefined) return named.uuid;
    for (const { uuid, url } of found) {
      if (uuid === null || url === '') continue;
      const other = { baseUrl: url, userAgent, route: {} };
      const answer = await askSameInstance(
        { clock, transport: direct },
        inside,
        other,
        new AbortController().signal,
      );
      if (answer.kind === 'same') return uuid;
    }
    return null;
  }

  async function readFirst(profile: ServerProfile): Promise<SignInServer | null> {
    const way = await routes.read(profile, partsOf(profile));
    return way.ok ? { baseUrl: profile.baseUrl, userAgent, route: way.route } : null;
  }

  /** The first address is trusted with the secret already. What it says of its other addresses is the word of the server itself. */
  async function isNamedByFirst(
    profile: ServerProfile,
    first: SignInServer,
    origin: string,
    credentials: ServerCredentials,
  ): Promise<boolean> {
    if (profile.refusal !== null) return false;
    const credential = await credentials.read(profile, {});
    if (credential === null || credential.kind === 'failed') return false;
    const answer = await getJson(rest, { ...first, credential }, '/api/config', new AbortController().signal);
    if (!answer.ok || !isWireRecord(answer.body)) return false;
    const { body } = answer;
    return ['external_url', 'internal_url'].some((name) => {
      const parsed = parseBaseUrl(readText(body, name));
      return parsed.ok && parsed.origin === origin;
    });
  }

  const refuse = (problem: AddressProblem): SignInAnswer => ({
    ok: false,
    field: problem === 'no-secret' || problem === 'removed' ? 'form' : 'url',
    message: describeAddressProblem(problem),
  });

  function refuseFailure(failure: Failure, profile: ServerProfile, baseUrl: string): SignInAnswer {
    const { name, credentialKind } = profile;
    const { cause, next } = describeFailure(failure, { name, baseUrl, credentialKind });
    const { code, certificate, pinned } = failure;
    const mayTrust = (code === 'tls-untrusted' || code === 'tls-changed') && certificate !== undefined;
    return {
      ok: false,
      field: 'url',
      message: `${cause} ${next}`,
      ...(mayTrust ? { certificate, ...(pinned === undefined ? {} : { pinned }) } : {}),
    };
  }

  async function save(
    serverId: string,
    draft: AddressDraft,
    credentials: ServerCredentials,
  ): Promise<SignInAnswer> {
    const profile = find(serverId);
    if (profile === undefined) return refuse('removed');
    const parsed = parseBaseUrl(draft.url);
    if (!parsed.ok) return { ok: false, field: 'url', message: parsed.message };
    const { baseUrl, origin } = parsed;
    if (origin === originOf(profile.baseUrl)) return refuse('same-origin');
    const checked = checkRouteDraft(draft, profile.second ?? null, origin);
    if (!checked.ok) return { ok: false, field: 'form', message: checked.message };
    const [inside, outside] =
      draft.place === 'inside' ? [baseUrl, profile.baseUrl] : [profile.baseUrl, baseUrl];
    if (!outside.startsWith('https:')) return refuse('outside-plain');
    const fileProblem = await routes.checkFiles(checked.parts);
    if (fileProblem !== null) return { ok: false, field: 'form', message: fileProblem };
    const owner = { id: secondSecretsId(serverId), baseUrl };
    const way = await routes.read(owner, checked.parts);
    if (!way.ok) return { ok: false, field: 'form', message: describeFileProblem(way.problem) };
    const first = await readFirst(profile);
    if (first === null) return refuse('not-comparable');
    const candidate: SignInServer = { baseUrl, userAgent, route: way.route };

    // Without a credential, so also where nothing is guarded yet.
    const { signal } = new AbortController();
    const sameness = await askSameInstance({ clock, transport: direct }, first, candidate, signal);
    if (sameness.kind === 'other') return refuse('other-instance');
    if (sameness.kind === 'failed' && sameness.at === 'candidate') {
      const decided = refuseFailure(sameness.failure, profile, baseUrl);
      // What is not in reach from here may still be right, if the server itself says so.
      if ('certificate' in decided) return decided;
    }
    if (sameness.kind !== 'same' && !(await isNamedByFirst(profile, first, origin, credentials))) {
      return sameness.kind === 'failed' && sameness.at === 'candidate'
        ? refuseFailure(sameness.failure, profile, baseUrl)
        : refuse('not-comparable');
    }
    const isPlain = inside.startsWith('http:');
    const uuid = isPlain ? await findUuid(draft.place === 'inside' ? candidate : first) : null;
    if (isPlain && uuid === null) return refuse('inside-unseen');

    const stored = await vault.read(ownerOf(profile));
    if (stored === null) return refuse('no-secret');
    const { tls, proxy } = checked.parts;
    const second: SecondAddress = { baseUrl, place: draft.place, uuid, tls, proxy };
    if (profile.second !== undefined && originOf(profile.second.baseUrl) !== origin) vault.forget(owner.id);
    const next = { ...profile, second };
    await vault.store(ownerOf(atSecond(next)), stored);
    await routes.store(owner, checked.parts);
    const now = find(serverId);
    if (now?.baseUrl !== profile.baseUrl) {
      // Changed while the keyring was busy.
      vault.forget(owner.id);
      return refuse('removed');
    }
    replace({ ...now, second });
    return { ok: true, id: serverId };
  }

  return {
    /** The only way to servers. */
    transport,
    follow(profiles: readonly ServerProfile[]): readonly ServerProfile[] {
      guard.follow(profiles);
      chooser.follow(profiles);
      return profiles.map((profile) => chooser.choose(profile));
    },
    noteState(serverId: string, state: ConnectionState): void {
      if (state.kind === 'waiting') guard.doubt();
      chooser.noteState(serverId, state);
    },
    save,
    remove(serverId: string): void {
      const profile = find(serverId);
      if (profile?.second === undefined) return;
      const next: ServerProfile = { ...profile };
      delete next.second;
      vault.forget(secondSecretsId(serverId));
      replace(next);
    },
    /** The second address as a page may know it. */
    view({ id, second }: ServerProfile): { readonly second?: SecondAddressView } {
      if (second === undefined) return {};
      const { baseUrl, place, tls, proxy } = second;
      const used = chooser.placeOf(id);
      return { second: { baseUrl, place, tls, proxy, isUsed: used === place, isChoosing: used === null } };
    },
    /** A server whose address is not chosen yet has no connection, and is not switched off either. */
    stateOf({ id, second, enabled }: ServerProfile, state: ConnectionState): ConnectionState {
      const isChoosing = second !== undefined && enabled && chooser.placeOf(id) === null;
      return isChoosing && state.kind === 'idle' ? { kind: 'connecting', attempt: 1 } : state;
    },
    stop: chooser.stop,
  };
}
