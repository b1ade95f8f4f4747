import { cargoDist, goreleaser } from '../../../tools/index.ts';
import type { Facts } from './facts.ts';
import type { Found } from './found.ts';

/** The beginning of tags that a builder waits for; it builds what is tagged and decides no version. */
export function builderTag({
  world,
}: Facts): { readonly tag: string | undefined; readonly why: string; readonly at: Found['reasons'][number]['at'] } | undefined {
  const dist = cargoDist(world);
  if (dist)
    return {
      tag: dist.tagNamespace === undefined ? undefined : `${dist.tagNamespace}{version}`,
      why: 'dist builds what is tagged, and decides no version',
      at: dist.at,
    };
  const builder = goreleaser(world);
  if (!builder) return undefined;
  return {
    tag: builder.tagPrefix === undefined ? undefined : `${builder.tagPrefix}v{version}`,
    why: 'GoReleaser builds what is tagged, and decides no version',
    at: builder.at,
  };
}
