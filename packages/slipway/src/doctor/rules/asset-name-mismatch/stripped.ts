import type { Analysis, World } from '../../../chain/index.ts';
import { get, isSeq, type Location, parseYaml, scalarSpan, sourceFile, textOf } from '../../../source/index.ts';
import { goreleaser } from '../../../tools/index.ts';
import { quoted } from '../../asked-files.ts';
import type { Draft } from '../../rule.ts';
import type { NameSubject } from './subject.ts';

/**
 * A script that makes names of assets from the directories that GoReleaser builds in, `<id>_<os>_<arch>`, and takes a prefix off that none of
 * them has: the whole directory's name ends up in the asset's.
 */
export function* stripped({ world }: Analysis): Generator<Draft> {
  const scripts = world.workflows.filter((w) => /goreleaser/i.test(w.file.text) && /\bbuild\b/.test(w.file.text) && /dist\/\*\/?/.test(w.file.text));
  const ids = scripts.length === 0 ? [] : buildIds(world);
  if (ids.length === 0) return;
  for (const workflow of scripts) {
    for (const job of workflow.jobs)
      for (const { run } of job.steps) {
        if (run === undefined) continue;
        const loop = /\bfor\s+(\w+)\s+in\s+(?:\S*\/)?dist\/\*\/?\s*(?:;|\n)/.exec(run.text);
        if (loop === null) continue;
        const named = new RegExp(`(\\w+)=\\$\\(basename\\s+"?\\$\\{?${loop[1]}\\}?"?\\s*\\)`).exec(run.text)?.[1] ?? loop[1]!;
        const strip = new RegExp(`(\\w+)="?\\$\\{${named}#([\\w.-]+)\\}"?`).exec(run.text);
        if (strip === null || ids.some((id) => `${id}_`.startsWith(strip[2]!))) continue;
        const at = run.file.locate(scalarSpan(run, strip.index, strip.index + strip[0].length));
        const subject: NameSubject = {
          kind: 'prefix',
          run,
          start: strip.index,
          end: strip.index + strip[0].length,
          variable: strip[1]!,
          from: named,
          ids,
        };
        yield draft(
          at,
          strip[1]!,
          strip[2]!,
          ids,
          usesOf(run.text, strip[1]!, strip.index).map((u) => run.file.locate(scalarSpan(run, u.start, u.end))),
          job.id,
          subject,
        );
      }
  }
}

/** Ids of GoReleaser's builds, when all of them say theirs. */
function buildIds(world: World): string[] {
  const config = goreleaser(world.tools);
  const builds = config === undefined ? undefined : get(parseYaml(sourceFile(config.path, world.tree.read(config.path) ?? '')).root, 'builds');
  const ids = isSeq(builds) ? builds.items.map((b) => textOf(get(b, 'id'))) : [];
  return ids.every((id) => id !== undefined) ? (ids as string[]) : [];
}

function draft(
  at: Location,
  name: string,
  prefix: string,
  ids: readonly string[],
  uses: readonly Location[],
  job: string,
  subject: NameSubject,
): Draft {
  return {
    at,
    severity: 'warning',
    certainty: 'proven',
    title: `No directory of GoReleaser begins with \`${prefix}\``,
    message: `GoReleaser builds in \`dist/<id>_<os>_<arch>\`, and the builds are called ${quoted(ids)}. \`\${…#${prefix}}\` takes nothing off such a name, so the whole of it, with the id and the variant of the processor, becomes part of the asset's name: nobody who knows the system and the processor can tell what to download.`,
    chain: [
      { kind: 'step', text: `takes ${prefix} off the directory's name`, location: at, state: 'cut' },
      ...uses.map((location) => ({ kind: 'step' as const, text: `names the asset with ${name}`, location, state: 'maybe' as const })),
    ],
    key: [job, name, prefix],
    subject,
    advice: 'Cut the fields out of the directory name (`cut -d_ -f2,3`), or let GoReleaser archive.',
  };
}

/** Assignments that use a variable further down. */
function usesOf(script: string, name: string, from: number): { start: number; end: number }[] {
  return [...script.matchAll(new RegExp(`^[ \\t]*\\w+=.*\\$\\{?${name}\\b.*$`, 'gm'))]
    .filter((m) => m.index > from)
    .slice(0, 4)
    .map((m) => ({ start: m.index + m[0].search(/\S/), end: m.index + m[0].length }));
}
