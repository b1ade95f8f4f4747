import type { Analysis, Promises } from '../../../chain/index.ts';
import { shownName } from '../../../chain/index.ts';
import { sourceFile } from '../../../source/index.ts';
import { goreleaser } from '../../../tools/index.ts';
import { consumerText } from '../../asked-files.ts';
import type { Draft } from '../../rule.ts';
import type { NameSubject } from './subject.ts';

/** Files in which a release that is made elsewhere than in workflows would be written down. */
const recipes =
  /^(?:.*\/)?(?:GNUm|M|m)akefile$|\.mk$|(?:^|\/)(?:[Jj]ustfile|Taskfile\.ya?ml|magefile\.go|package\.json|Jenkinsfile|[\w.-]*(?:release|publish|deploy)[\w.-]*)$|^\.(?:travis|gitlab-ci|drone|cirrus|appveyor)\.ya?ml$|^(?:appveyor|azure-pipelines|cloudbuild)\.ya?ml$|^\.(?:circleci|buildkite|woodpecker)\//i;

/**
 * An installer, a GoReleaser configuration that would make what it downloads, and nothing that runs GoReleaser: no workflow, no makefile, no
 * script, no other service.
 */
export function* unmade(promises: Promises, analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  const config = goreleaser(world.tools);
  if (config === undefined || world.workflows.length + world.tree.list().length === 0) return;
  const installer = promises.consumers.find((c) => c.kind === 'installer' || c.kind === 'package');
  const want = installer?.wants.find((w) => w.tag === 'latest' || /[\ue000-\ue005]/.test(w.tag));
  if (installer === undefined || want === undefined) return;
  const opaque = [...analysis.declared.values()].flat().some((r) => r.opaque.some((o) => o.mayWrite !== false && o.happens !== false));
  if (opaque) return;
  const texts = world.tree.list().filter((p) => recipes.test(p) && p !== config.path);
  const read = [...world.workflows.map((w) => w.file.text), ...texts.slice(0, 60).map((p) => world.tree.read(p) ?? '')];
  if (read.some((text) => /goreleaser|gh release (?:create|upload)|hub release|\bghr\b/i.test(text.replace(/^\s*#.*$/gm, '')))) return;
  const other = otherNames(texts, analysis);
  yield {
    at: want.at,
    severity: 'warning',
    certainty: 'likely',
    title: `Nothing makes the release that the installer downloads from`,
    message: `${consumerText(installer)} downloads \`${shownName(want.names[0]!)}\` from a release. GoReleaser is configured in \`${config.path}\`${config.release.draft ? ' (to leave a draft that somebody has to publish)' : ''}, but no workflow, makefile or script of the repository runs it${other === undefined ? '' : `; \`${other.path}\` builds files of other names`}: the download answers 404 unless somebody runs GoReleaser by hand each time.`,
    chain: [
      { kind: 'person', text: `downloads ${shownName(want.names[0]!)}`, location: want.at, state: 'cut' },
      ...(config.release.at === undefined
        ? []
        : [{ kind: 'effect' as const, text: 'GoReleaser, which nothing runs', location: config.release.at, state: 'cut' as const }]),
      ...(other === undefined ? [] : [{ kind: 'step' as const, text: other.text, location: other, state: 'holds' as const }]),
    ],
    assumptions: ['no one runs GoReleaser by hand'],
    key: ['unmade', installer.at.path],
    subject: { kind: 'unmade', config: config.path, draft: config.release.draft === true } satisfies NameSubject,
    advice: 'Run GoReleaser in a workflow that a version tag starts.',
  };
}

const longestLine = 1000;

/** A line of a recipe that builds for several systems with a name of its own. */
function otherNames(paths: readonly string[], { world }: Analysis) {
  for (const path of paths) {
    const text = world.tree.read(path);
    let start = 0;
    for (const line of (text ?? '').split('\n')) {
      if (line.length < longestLine && /(?:dist|build|release|bin)\//.test(line) && /GOOS|\$\{?os\}?|-os\b/.test(line)) {
        const from = start + line.length - line.trimStart().length;
        return { ...sourceFile(path, text!).locate({ start: from, end: start + line.length }), text: 'builds under another name' };
      }
      start += line.length + 1;
    }
  }
  return undefined;
}
