import * as http from 'node:http';

type Env = Readonly<Record<string, string | undefined>>;

/** Newer Nodes (24.14, 25.4) can be told to use the proxies of the environment while they run; older ones only by a flag at their start. */
export type EnableProxies = ((env: Env) => unknown) | undefined;

const ofNode = (http as unknown as { readonly setGlobalProxyFromEnv?: EnableProxies }).setGlobalProxyFromEnv;
let used = false;

/**
 * Has this process use the proxies that its environment names, once, where this Node can.
 * @returns a sentence for the case that there is no connection, when proxies are named and cannot be used
 */
export function useProxies(env: Env, enable: EnableProxies = ofNode): string | undefined {
  const name = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].find((one) => env[one]);
  if (name === undefined) return undefined;
  if (enable === undefined) {
    if (env.NODE_USE_ENV_PROXY === '1' && Number(process.versions.node.split('.')[0]) >= 24) return undefined;
    return `${name} is set, but Node ${process.versions.node} does not use it: set NODE_USE_ENV_PROXY=1 with Node 24 or newer.`;
  }
  if (!used) enable(env);
  used = true;
  return undefined;
}
