import type { Inferred } from '../release/index.ts';
import type { Tree } from '../remotes/types.ts';
import type { Context } from './context.ts';
import { oneLine, UsageError } from './exit.ts';

/**
 * Confirms at the terminal what was inferred: who decides the versions, how tags are written, which channels there are.
 * @returns undefined when the person ends it
 * @throws UsageError when there is no terminal to ask at
 */
export async function askInit(tree: Tree, { io, doors }: Context): Promise<Inferred | undefined> {
  if (!io.terminal || !process.stdin.isTTY) throw new UsageError('--interactive needs a terminal; without it `slipway init` takes what it finds.');
  const prompts = await import('@clack/prompts');
  const { DEFAULT_CHANNELS, inferConfig, tagProblem } = await doors.release();
  const end = (): undefined => {
    prompts.cancel('Nothing was written.');
    return undefined;
  };
  prompts.intro('slipway init');
  let found = inferConfig(tree);
  const driver = found.config.components[0]?.driver ?? 'slipway';
  let own = false;
  if (driver !== 'slipway') {
    const why = found.because.find(({ key }) => key === 'driven-by');
    const answer = await prompts.select({
      message: 'Who decides the versions?',
      options: [
        { value: false, label: driver, hint: oneLine(why?.at ? `${why.at.path}:${why.at.line}` : 'as it does today') },
        { value: true, label: 'Slipway', hint: 'its own rules; nothing of the other tool is changed' },
      ],
    });
    if (prompts.isCancel(answer)) return end();
    own = answer === true;
    if (own) found = inferConfig(tree, { own });
  }
  const { components, channels } = found.config;
  const [only] = components;
  let tag: string | undefined;
  if (only && components.length === 1) {
    const answer = await prompts.text({
      message: 'How are tags written?',
      initialValue: only.tag,
      validate: (text) => tagProblem(text ?? ''),
    });
    if (prompts.isCancel(answer)) return end();
    tag = answer;
  } else {
    const list = components.slice(0, 20).map((one) => `${one.name}  ${one.tag.replaceAll('{name}', one.name)}`);
    prompts.note(
      oneLineEach([...list, ...(components.length > 20 ? [`and ${components.length - 20} more`] : [])]),
      `${components.length} components`,
    );
  }
  const names = channels.map(({ name }) => name);
  const answer = await prompts.multiselect({
    message: 'Which channels are there?',
    options: [...new Set([...names, ...DEFAULT_CHANNELS])].map((name) => ({
      value: name,
      label: name,
      hint: channels.find((one) => one.name === name)?.branches.join(', ') ?? '',
    })),
    initialValues: names,
    required: true,
  });
  if (prompts.isCancel(answer)) return end();
  const inferred = inferConfig(tree, { own, channels: answer, ...(tag === undefined ? {} : { tag }) });
  prompts.note(oneLineEach(inferred.text.trimEnd().split('\n')), 'slipway.yaml');
  const sure = await prompts.confirm({ message: 'Take this?' });
  if (prompts.isCancel(sure) || !sure) return end();
  prompts.outro('Taken.');
  return inferred;
}

/** Lines as they are, harmless for a terminal. */
const oneLineEach = (lines: readonly string[]): string => lines.map((line) => line.replace(/\p{Cc}/gu, '\uFFFD')).join('\n');
