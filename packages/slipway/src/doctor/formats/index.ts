/** The door to the report's formats: pure functions from a report to text. */
export { type ContractTextOptions, formatContract, formatContractJson } from './contract.ts';
export { type CredentialsTextOptions, formatCredentials, formatCredentialsJson } from './credentials.ts';
export { type DocumentsTextOptions, formatDocuments, formatDocumentsJson, formatDocumentsMarkdown } from './documents.ts';
export { formatFact, formatPage, formatRuleList, type PageOptions } from './explain.ts';
export { cut, fitting, sizeOf } from './fitting.ts';
export { type Annotated, commandData, formatGithub, githubSummary } from './github.ts';
export { formatHtml, type HtmlReport, type ReadFact } from './html/index.ts';
export { formatJson, formatJsonLine } from './json.ts';
export { formatJunit, type JunitReport } from './junit.ts';
export { formatMarkdown, type MarkdownOptions } from './markdown.ts';
export { code, inline, uncalled } from './markdown-text.ts';
export { type AroundOwn, type OwnMarks, ownTextIn, withOwnText } from './own-text.ts';
export { formatSarif } from './sarif.ts';
export { hang } from './terminal.ts';
export { formatTests, formatTestsJson, formatTestsJunit, type TestsTextOptions } from './tests.ts';
export { formatText, type TextOptions } from './text.ts';
export { formatTrace, formatTraceJson, type TraceTextOptions } from './trace.ts';
export { type ReadSource, reportSentence } from './view.ts';
