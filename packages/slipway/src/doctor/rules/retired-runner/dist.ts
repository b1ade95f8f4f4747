import { runnerRetired } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { get, isScalar, parseToml, type ScalarNode, sourceFile, strings, textOf } from '../../../source/index.ts';
import { cargoDist, distRunner } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import type { RunnerSubject } from './fix.ts';

/** Runners that dist itself asks for: the matrix of its workflow is made in the run, from its configuration and its version. */
export function* distRunners({ world, targets }: Analysis): Generator<Draft> {
  const config = targets.size > 0 ? cargoDist(world.tools) : undefined;
  const generated = world.workflows.find((w) => w.file.text.includes('artifacts_matrix'));
  const text = config && generated && world.tree.read(config.path);
  if (!config || !generated || text === undefined) return;
  const root = parseToml(sourceFile(config.path, text)).root;
  const dist = [get(root, 'dist'), get(root, 'workspace', 'metadata', 'dist'), get(root, 'package', 'metadata', 'dist')].find(
    (n) => n?.kind === 'map',
  );
  const version = get(dist, 'cargo-dist-version');
  const gone = new Map<ScalarNode, { readonly label: string; readonly targets: string[]; readonly own: boolean }>();
  for (const target of strings(get(dist, 'targets'))) {
    const custom = get(dist, 'github-custom-runners', target);
    const own = isScalar(custom) ? custom : get(custom, 'runner');
    const node = isScalar(own) ? own : isScalar(version) ? version : undefined;
    const label = isScalar(own) ? own.text : distRunner(textOf(version) ?? '', target);
    if (node === undefined || label === undefined || !runnerRetired(label, world.asOf)) continue;
    const known = gone.get(node);
    if (known) known.targets.push(target);
    else gone.set(node, { label, targets: [target], own: isScalar(own) });
  }
  for (const [node, { label, targets: of, own }] of gone) {
    const retired = runnerRetired(label, world.asOf)!;
    yield {
      at: node.file.locate(node.span),
      certainty: 'proven',
      title: `dist builds ${of[0]} on \`${label}\`, which is gone since ${retired.ends}`,
      message: `${own ? `${config.path} names \`${label}\`` : `dist ${textOf(version)} takes \`${label}\` where the configuration names no other runner`} for ${of.slice(0, 4).join(', ')}, and ${retired.by ?? 'GitHub'} removed it on ${retired.ends}. The legs that dist makes for them wait for a day and are cancelled; the release needs all of them.`,
      chain: [{ kind: 'workflow', text: `${generated.path} takes its matrix from dist`, state: 'holds' }],
      facts: [retired.fact],
      // Two targets may name one runner, each in a line of its own.
      key: own ? ['dist', label, ...of] : ['dist', label],
      subject: { dist: config.path, targets: of, label, instead: retired.instead, own } satisfies RunnerSubject,
      advice: own ? `Write ${retired.instead}.` : 'Update dist, or name a runner in `github-custom-runners`.',
    };
  }
}
