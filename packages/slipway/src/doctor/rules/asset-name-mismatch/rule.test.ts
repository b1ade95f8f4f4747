import { pageExamples } from '../page-examples.ts';

pageExamples('asset-name-mismatch');
