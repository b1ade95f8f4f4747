import { palette } from '../../formats/palette.ts';
import { count, hang, oneLine } from '../../formats/terminal.ts';
import { place } from '../../formats/view.ts';
import type { Forecast } from '../forecast.ts';

export interface ForecastOptions {
  readonly label: string;
  readonly width: number;
  readonly color: boolean;
}

/** What time alone will break, by date. Ends with a newline. */
export function formatForecast(forecast: Forecast, { label, width: columns, color }: ForecastOptions): string {
  const { from, until, findings, destinations } = forecast;
  const paint = palette(color);
  const width = Math.min(Math.max(columns, 60), 120);
  const head = `${paint.strong(oneLine(label))}  ${paint.faint(`forecast ${from} to ${until}`)}`;
  if (findings.length === 0) return `${head}\n\nno finding comes by time alone until ${until}\n`;
  const lines = findings.flatMap(({ date, finding }) => [
    ...hang(`  ${date}  `, oneLine(`${finding.title} (${finding.severity}, ${finding.rule})`), width).map((line, index) =>
      index === 0 ? `  ${paint.severity(finding.severity, date)}${line.slice(12)}` : line,
    ),
    paint.faint(`              ${place(finding.location)}`),
    ...(finding.advice === undefined ? [] : hang('              ', oneLine(finding.advice), width)),
  ]);
  const verdicts = destinations.flatMap((d) => hang('  · ', oneLine(`${d.id}: ${d.before} → ${d.after}`), width));
  const blocks = [
    [head],
    lines,
    verdicts.length === 0 ? [] : [paint.strong(`by ${until}`), ...verdicts],
    [`${count(findings.length, 'finding')} will come by time alone until ${until}`],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** The forecast as JSON, two spaces. Ends with a newline. */
export function formatForecastJson(forecast: Forecast): string {
  return `${JSON.stringify(forecast, null, 2)}\n`;
}
