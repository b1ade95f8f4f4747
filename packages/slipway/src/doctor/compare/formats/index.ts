/** The door to a comparison's formats: pure functions from a comparison to text. */
export { formatForecast, formatForecastJson } from './forecast.ts';
export { comparisonSummaryMarkdown, formatComparisonGithub } from './github.ts';
export { type ComparisonReport, comparisonReport, formatComparisonJson, freshReport } from './json.ts';
export { formatComparisonMarkdown } from './markdown.ts';
export { formatComparisonSarif } from './sarif.ts';
export { formatComparison } from './text.ts';
export { formatTimeline, formatTimelineJson } from './timeline.ts';
export { type Compared, comparisonSummary, contractLines as contractLinesOf } from './words.ts';
