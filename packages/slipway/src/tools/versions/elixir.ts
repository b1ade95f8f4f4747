import { found, matchedPlace } from './place.ts';
import type { VersionReader } from './types.ts';

/** `version: "1.2.3"` of a mix.exs, or the attribute that it reads. */
export const elixir: VersionReader = {
  *read(files) {
    for (const path of files.named('mix.exs')) {
      const file = files.text(path);
      const name = /\bapp:\s*:(\w+)/.exec(file?.text ?? '')?.[1];
      const publishes = name !== undefined && /\bpackage:/.test(file?.text ?? '') ? [{ registry: 'hex' as const, name }] : [];
      const about = { ecosystem: 'elixir', name, publishes } as const;
      yield* found(matchedPlace(file, /^[ \t]*@version\s+"([^"\n]+)"/dm, about) ?? matchedPlace(file, /\bversion:\s*"([^"\n]+)"/d, about));
    }
  },
};
