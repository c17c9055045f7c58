import { describeAddressProblem } from '../../src/core/view/address-words.ts';
import type { Overview, SecondAddressView, ServerView } from '../../src/core/ipc/overview.ts';
import type { Bridge } from '../../src/core/ipc/table.ts';
import { FAKE_CERTIFICATES, toConnectionState } from './fake-scenes.ts';

/** What main does to the list of servers, without any check of its own. */
export function createFakeServers({
  overview,
  change,
  save,
}: {
  readonly overview: () => Overview;
  readonly change: (patch: Partial<Overview>) => void;
  /** State of a server that is added. */
  readonly save: string;
}): Pick<
  Bridge,
  'saveServer' | 'removeServer' | 'saveSecondAddress' | 'removeSecondAddress' | 'moveServer' | 'followServer'
> {
  return {
    saveServer: async (draft) => {
      if (draft.url.includes('taken'))
        return { ok: false, field: 'url', message: 'This server is in the list already.' };
      const now = Date.now();
      const id = draft.id ?? 'home';
      const { servers } = overview();
      const state = toConnectionState(draft.id === undefined ? save : 'live', now);
      const { name, colour, credentialKind, restrict, enabled } = draft;
      const saved = {
        id,
        name,
        colour,
        credentialKind,
        restrict,
        enabled,
        baseUrl: draft.url.includes('://') ? draft.url : `http://${draft.url}`,
        secretPlace: 'keyring' as const,
        demo: false,
        state,
        gapSince: null,
        version: '2026.11.0',
        tls: { pin: draft.tls?.pin ?? null, caFile: draft.tls?.caFile ?? null, clientCertificate: null },
        proxy:
          draft.proxy?.kind === 'url'
            ? { ...draft.proxy, login: draft.proxyLogin != null }
            : (draft.proxy ?? { kind: 'system' as const }),
      };
      const isThere = servers.some((server) => server.id === id);
      change({
        servers: isThere ? servers.map((server) => (server.id === id ? saved : server)) : [...servers, saved],
      });
      return { ok: true, id };
    },
    removeServer: async (id) => {
      change({ servers: overview().servers.filter((server) => server.id !== id) });
      return null;
    },
    saveSecondAddress: async (id, { url, place, tls }) => {
      if (url.includes('other'))
        return { ok: false, field: 'url', message: describeAddressProblem('other-instance') };
      if (url.includes('selfsigned') && tls?.pin == null) {
        const message = 'Nobody that this computer trusts has signed the certificate.';
        return { ok: false, field: 'url', message, certificate: FAKE_CERTIFICATES.shown };
      }
      const second = {
        ...{ baseUrl: url, place, isUsed: place === 'inside', isChoosing: false },
        tls: { pin: tls?.pin ?? null, caFile: null, clientCertificate: null },
        proxy: { kind: 'system' },
      } as const;
      change({
        servers: overview().servers.map((server) => (server.id === id ? { ...server, second } : server)),
      });
      return { ok: true, id };
    },
    removeSecondAddress: async (id) => {
      change({
        servers: overview().servers.map((server) => {
          const next: { second?: SecondAddressView } & Omit<ServerView, 'second'> = { ...server };
          if (server.id === id) delete next.second;
          return next;
        }),
      });
      return null;
    },
    moveServer: async (id, to) => {
      const { servers } = overview();
      const server = servers.find((each) => each.id === id);
      if (server !== undefined)
        change({ servers: servers.filter((each) => each !== server).toSpliced(to, 0, server) });
      return null;
    },
    followServer: async () => null,
  };
}
