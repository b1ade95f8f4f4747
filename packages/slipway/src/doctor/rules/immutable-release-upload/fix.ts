/** A draft until every file is there. */
export { draftFirst as fix } from '../../fixes/parts/draft-first/late-files.ts';
