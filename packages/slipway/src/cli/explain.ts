import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { wantsColor } from './io.ts';
import { nearest } from './nearest.ts';

/** `slipway explain`: the page of a rule, or a fact of the platform with its source; without a name the list of rules. */
export async function runExplain(name: string | undefined, flags: { color: boolean }, context: Context): Promise<number> {
  const { io, doors } = context;
  const [doctor, { rulePage }] = await Promise.all([doors.doctor(), doors.pages()]);
  const { formatFact, formatPage, formatRuleList } = await import('../doctor/formats/index.ts');
  const color = wantsColor(io, flags.color);
  const rules = doctor.ruleIds();
  if (name === undefined) {
    io.out(
      formatRuleList(
        rules.flatMap((id) => rulePage(id) ?? []),
        { width: io.width, color },
      ),
    );
    return EXIT.done;
  }
  const page = rulePage(name);
  if (page !== undefined) {
    const { fullPage } = await doors.fixes();
    io.out(formatPage({ ...page, page: fullPage(page.id, page.page) }, { width: io.width, color }));
    return EXIT.done;
  }
  const facts = await import('../actions/facts/index.ts');
  const fact = facts.fact(name);
  if (fact !== undefined) {
    io.out(formatFact(fact, { width: io.width, color }));
    return EXIT.done;
  }
  const guess = nearest(name, [...rules, ...facts.factSlugs()]);
  throw new UsageError(
    `there is no rule or fact '${name}'${guess === undefined ? '' : `; did you mean '${guess}'?`} (\`slipway explain\` lists the rules).`,
  );
}
