import type { Palette } from '../../doctor/formats/palette.ts';
import { columns, count, hang, oneLine, pad } from '../../doctor/formats/terminal.ts';
import type { Considered, Plan } from '../types.ts';
import { cropped } from './cropped.ts';

/** For each component every commit that was looked at, newest first: what it raises and why, or why it does not count. */
export function explainText(plan: Plan, width: number, paint: Palette): string[][] {
  const released = plan.components.map(({ name, to, why, considered }) => block(`${name} ${to}`, why, considered, width, paint));
  const others = plan.unreleased.map(({ name, kind, why, considered }) =>
    block(`${name}: ${kind === 'refused' ? 'refused' : 'nothing to release'}`, [why], considered, width, paint),
  );
  return [...released, ...others];
}

function block(title: string, why: readonly string[], considered: readonly Considered[], width: number, paint: Palette): string[] {
  const counting = considered.filter(({ bump }) => bump !== 'none').length;
  const lines = [paint.strong(oneLine(title)), ...why.flatMap((reason) => hang('  ', oneLine(reason), width))];
  if (considered.length === 0) return [...lines, '  no commit was looked at'];
  lines.push(
    paint.faint(
      `  ${count(considered.length, 'commit')}: ${counting} ${counting === 1 ? 'counts' : 'count'}, ${considered.length - counting} ${considered.length - counting === 1 ? 'does' : 'do'} not`,
    ),
  );
  for (const one of considered) lines.push(...row(one, width, paint));
  return lines;
}

/** A subject is cut to make room for its reason, but not shorter than this. */
const SUBJECT = 34;

/** One line where it fits: the bump, the commit, its subject, the reason; else the reason stands below. */
function row({ hash, subject, bump, why }: Considered, width: number, paint: Palette): string[] {
  const lead = `  ${pad(bump === 'none' ? '-' : bump, 5)}  ${hash.slice(0, 7)}  `;
  const text = oneLine(subject);
  const reason = oneLine(why);
  const room = width - columns(lead);
  const beside = room - columns(reason) - 2 >= Math.min(SUBJECT, columns(text));
  const shown = cropped(text, beside ? room - columns(reason) - 2 : room);
  const painted = bump === 'none' ? paint.faint(`${lead}${shown}`) : `${lead}${shown}`;
  if (beside) return [`${painted}  ${paint.faint(reason)}`];
  return [painted, ...hang(' '.repeat(columns(lead)), reason, width).map(paint.faint)];
}
