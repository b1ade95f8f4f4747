export { checkDocuments, type DocumentsReport } from './check.ts';
export { claimsOf, documentsOf } from './claims.ts';
export { type DriftSubject, draftsOf } from './drafts.ts';
export type { Claim, ClaimKind, Document } from './types.ts';
