import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createDemoServer } from '../../src/demo/server.ts';
import { hasToken } from '../../src/demo/server.ts';
import { answerJson } from '../../src/demo/server/answer.ts';

/** What an instance was asked. Only a test may know whether a secret came with it. */
export interface InstanceRequest {
  readonly path: string;
  /** The `Authorization` header was there. */
  readonly hasSecret: boolean;
  /** `null` where no right was asked for. */
  readonly authorised: boolean | null;
}

/**
 * A home with the part of the login that begins and ends a flow, as every version since 0.77 has it. Closed with the test.
 *
 * @param impostor it takes every secret for good
 */
export async function createLoginInstance({ impostor = false }: { readonly impostor?: boolean } = {}) {
  const requests: InstanceRequest[] = [];
  const flows = new Set<string>();
  let admits = true;
  let config: Readonly<Record<string, unknown>> | null = null;
  const home = await createDemoServer({
    rate: 0,
    admits: (request) => impostor || (admits && hasToken(request, home.token)),
    onRequest: (request, authorised) => {
      const hasSecret = request.headers.authorization !== undefined;
      requests.push({ path: request.url ?? '', hasSecret, authorised });
    },
    answerBeside(request, path, body) {
      const asked = `${request.method ?? ''} ${path}`;
      const hasSecret = request.headers.authorization !== undefined;
      if (path.startsWith('/auth/')) requests.push({ path, hasSecret, authorised: null });
      if (asked === 'GET /api/config' && config !== null && hasToken(request, home.token)) {
        requests.push({ path, hasSecret, authorised: true });
        return answerJson(config);
      }
      if (asked === 'GET /auth/providers')
        return answerJson({ providers: [{ name: 'Home Assistant Local', id: null, type: 'homeassistant' }] });
      if (asked === 'POST /auth/login_flow') {
        if (!body.includes('"homeassistant"')) return answerJson({ message: 'Invalid handler' }, 404);
        const id = randomBytes(16).toString('hex');
        flows.add(id);
        return answerJson({ type: 'form', flow_id: id, step_id: 'init' });
      }
      if (!asked.startsWith('DELETE /auth/login_flow/')) return null;
      return flows.delete(path.slice(-32))
        ? answerJson({ message: 'Flow aborted' })
        : answerJson({ message: 'Invalid flow specified' }, 404);
    },
  });
  onTestFinished(() => home.close());
  return {
    url: home.url,
    port: Number(new URL(home.url).port),
    token: home.token,
    requests: requests as readonly InstanceRequest[],
    secrets: () => requests.filter(({ hasSecret }) => hasSecret).length,
    openFlows: () => flows.size,
    /** Whether it takes its token from now on. */
    setAdmits(on: boolean): void {
      admits = on;
    },
    setConfig(next: Readonly<Record<string, unknown>>): void {
      config = next;
    },
    parts: home.parts,
  };
}
