import { oneLine } from '../../slipway/src/cli/exit.ts';
import { redact } from '../../slipway/src/remotes/github/index.ts';
import { run } from './run.ts';
import { runnerOf } from './runner.ts';

const runner = runnerOf(process.env, (text) => void process.stdout.write(text));
const secret = process.env.INPUT_TOKEN;
try {
  process.exitCode = await run(runner);
} catch (error) {
  const said = redact(oneLine(error instanceof Error ? error.message : String(error)), [secret]);
  // An error that was foreseen names its exit code; any other is a defect of ours.
  const foreseen = error instanceof Error && 'exitCode' in error;
  runner.error(foreseen ? said : `A defect of Slipway itself: ${said}. Please report this line and the workflow.`);
  if (!foreseen && process.env.RUNNER_DEBUG === '1' && error instanceof Error) runner.log(redact(String(error.stack), [secret]));
  process.exitCode = 1;
}
