import type * as z from 'zod';
import {
  clientCertificateFilesSchema,
  proxyLoginSchema,
  type ClientCertificateFiles,
  type ProxyChoice,
  type RouteAnswer,
} from '../../core/route/route.ts';
import { secretsIdOf } from '../../core/servers/addresses.ts';
import { originOf } from '../../core/servers/base-url.ts';
import type { ServerProfile } from '../../core/servers/profile.ts';
import type { RouteParts } from '../../core/servers/route-draft.ts';
import { describeFileProblem } from '../../core/stream/describe-route-failure.ts';
import { checkTlsPolicy } from '../../node/tls-context.ts';
import { readTlsFiles } from '../../node/tls-files.ts';
import type { SecretOwner } from '../secrets/secret-envelope.ts';
import type { Vault } from '../secrets/vault.ts';

/** The server and its address, to which its extra secrets are bound. */
export type RouteOwner = Pick<ServerProfile, 'id' | 'baseUrl' | 'second'>;

/** Routes with their secrets: read for an attempt, and saved when a person chooses them. */
export type ServerRoutes = ReturnType<typeof createServerRoutes>;

export function createServerRoutes(vault: Pick<Vault, 'readExtra' | 'storeExtra' | 'forgetExtra'>) {
  async function readStored<T>(
    owner: SecretOwner<'client-certificate' | 'proxy-login'>,
    schema: z.ZodType<T>,
  ): Promise<T | null> {
    const text = await vault.readExtra(owner);
    if (text === null) return null;
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  }

  async function readClientCertificate(
    owner: RouteOwner,
    { clientCertificate }: RouteParts,
  ): Promise<ClientCertificateFiles | 'locked' | null> {
    if (clientCertificate !== 'stored') return clientCertificate;
    return (await readStored(certificateOwner(owner), clientCertificateFilesSchema)) ?? 'locked';
  }

  /** If a login can't be read, the request is sent without it, and the person sees the proxy's answer. */
  async function readProxy(owner: RouteOwner, { proxy, proxyLogin }: RouteParts): Promise<ProxyChoice> {
    if (proxy.kind !== 'url') return proxy;
    const login =
      proxyLogin === 'stored' ? await readStored(loginOwner(owner, proxy.url), proxyLoginSchema) : proxyLogin;
    return { kind: 'url', url: proxy.url, ...(login === null ? {} : { login }) };
  }

  return {
    async read(owner: RouteOwner, parts: RouteParts): Promise<RouteAnswer> {
      const proxy = await readProxy(owner, parts);
      if (!owner.baseUrl.startsWith('https:')) return { ok: true, route: { proxy } };
      const clientCertificate = await readClientCertificate(owner, parts);
      if (clientCertificate === 'locked') {
        return { ok: false, problem: { file: 'client-key', problem: 'locked' } };
      }
      const { pin, caFile } = parts.tls;
      const read = await readTlsFiles({ pin, caFile, clientCertificate });
      return read.ok ? { ok: true, route: { tls: read.tls, proxy } } : read;
    },
    /** What is wrong with files that were chosen just now, in a sentence; `null` for nothing. */
    async checkFiles({ tls, clientCertificate }: RouteParts): Promise<string | null> {
      const own = clientCertificate === 'stored' ? null : clientCertificate;
      const read = await readTlsFiles({ pin: tls.pin, caFile: tls.caFile, clientCertificate: own });
      const problem = read.ok ? checkTlsPolicy(read.tls) : read.problem;
      return problem === null ? null : describeFileProblem(problem);
    },
    /** Saves what was typed, and deletes what is no longer used. */
    async store(owner: RouteOwner, { proxy, clientCertificate, proxyLogin }: RouteParts): Promise<void> {
      const certificate = certificateOwner(owner);
      if (clientCertificate === null) vault.forgetExtra(certificate);
      else if (clientCertificate !== 'stored') {
        await vault.storeExtra(certificate, JSON.stringify(clientCertificate));
      }
      const login = loginOwner(owner, proxy.kind === 'url' ? proxy.url : '');
      if (proxyLogin === null) vault.forgetExtra(login);
      else if (proxyLogin !== 'stored') await vault.storeExtra(login, JSON.stringify(proxyLogin));
    },
  };
}

function certificateOwner(owner: RouteOwner): SecretOwner<'client-certificate'> {
  return { serverId: secretsIdOf(owner), origin: originOf(owner.baseUrl), kind: 'client-certificate' };
}

/** A login belongs to the proxy and not to the server: another proxy never gets it. */
function loginOwner(owner: RouteOwner, proxyUrl: string): SecretOwner<'proxy-login'> {
  return { serverId: secretsIdOf(owner), origin: proxyUrl, kind: 'proxy-login' };
}
