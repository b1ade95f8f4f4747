import { asText, interpretShell, maskExpressions, type Step, unknown } from '../../../actions/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';
import type { SwallowSubject } from './subject.ts';

/** A check, or a function, whose failure a script loses. */
export interface LostFailure {
  readonly at: Location;
  readonly title: string;
  readonly how: string;
  readonly subject: SwallowSubject;
}

/** Words of commands that a release rests on; formatting and reports are not among them. */
const gates = /(?:^|[\s:/_-])(?:test|tests|build|compile|migrate|migration|verify|validate|smoke|apply|pack|package|sign|notarize)(?:$|[\s:/_-])/i;
/** What asks or rewrites texts: the words behind it are data. */
const filters = /^(?:echo|printf|test|\[|jq|yq|awk|sed|e?grep|cat|head|tail|sort|column)(?:\s|$)/;
const advice = /lint|audit|coverage|codecov|format|fmt|clean|cache|down|stop|rm\b|delete|kill/i;

/** A question to a site whose answer is compared and printed, in a script that cannot fail. */
export function blindCheck(step: Step): LostFailure | undefined {
  const run = step.run;
  if (run === undefined) return undefined;
  const asked = /\b(\w+)=\$\(curl\b[^\n]*%\{http_code\}/.exec(run.text);
  if (!asked) return undefined;
  const name = asked[1]!;
  const compared = new RegExp(`\\bif\\b[^\\n]*\\$\\{?${name}\\}?"?\\s*(?:==?|-eq)\\s*"?2\\d\\d`).exec(run.text);
  if (!compared || /\b(?:exit|return)\s+(?:[1-9]|"?\$)|\bfalse\b|GITHUB_(?:OUTPUT|ENV)/.test(run.text.slice(asked.index))) return undefined;
  return {
    at: run.file.locate(scalarSpan(run, asked.index, asked.index + asked[0].length)),
    title: 'A check of what was deployed that cannot fail',
    subject: { kind: 'blind', step, name, at: run.file.locate(scalarSpan(run, asked.index, asked.index + asked[0].length)) },
    how: `the script asks for the status of the site, compares \`$${name}\` and prints what it finds, but nothing in it fails: whatever the site answers, the step succeeds`,
  };
}

/** Failures of a script that are printed and then forgotten, and exit codes that are read too late. */
export function lostFailures(step: Step): readonly LostFailure[] {
  const run = step.run;
  if (run === undefined) return [];
  const found: LostFailure[] = [];
  if (/\|\|\s*echo\b[^\n]*(?:fail|continu|error)/i.test(run.text)) {
    const { masked, expressions } = maskExpressions(run.text);
    const { commands } = interpretShell(masked, {
      shell: step.shell?.text ?? 'bash',
      env: () => undefined,
      expressions: expressions.map(() => unknown('an expression')),
    });
    for (const command of commands) {
      const by = command.swallowedBy;
      if (command.substituted || by === undefined || !/^echo\b/.test(by) || !/fail|continu|error/i.test(by) || />>|&&|;|\n/.test(by)) continue;
      const words = command.words.map((w) => asText(w) ?? '').join(' ');
      if (!gates.test(words) || advice.test(words) || filters.test(words)) continue;
      found.push({
        at: run.file.locate(scalarSpan(run, command.start, command.end)),
        subject: { kind: 'spoken', step, at: run.file.locate(scalarSpan(run, command.start, command.end)) },
        title: `\`${words.slice(0, 60)}\` may fail and the job goes on`,
        how: `\`|| ${by}\` says that \`${words.slice(0, 60)}\` failed, and the step goes on as if it had not`,
      });
    }
  }
  for (const late of run.text.matchAll(
    /\bif\b([^\n;]*);\s*then\b((?:(?!\belse\b|\belif\b|\bif\b|\bfi\b)[\s\S])*)\bfi\b[ \t]*\n\s*(?:#[^\n]*\n\s*)*(?:local\s+|declare\s+)?(\w+)=\$\?/g,
  )) {
    const name = late[3]!;
    const after = run.text.slice(late.index + late[0].length);
    if (!new RegExp(`\\b(?:return|exit)\\s+"?\\$\\{?${name}\\b`).test(after)) continue;
    const at = late.index + late[0].lastIndexOf(`${name}=$?`);
    found.push({
      at: run.file.locate(scalarSpan(run, at, at + name.length + 3)),
      subject: { kind: 'late-status', step, name, at: run.file.locate(scalarSpan(run, at, at + name.length + 3)) },
      title: `\`${name}=$?\` behind an \`if\` is always 0`,
      how: `\`$?\` is read after \`fi\`: when \`${late[1]!.trim().slice(0, 60)}\` fails and there is no \`else\`, the status of the whole \`if\` is 0, so \`$${name}\` is 0 and what returns it reports success`,
    });
  }
  return found;
}
