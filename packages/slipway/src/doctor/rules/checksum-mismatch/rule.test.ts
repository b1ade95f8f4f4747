import { pageExamples } from '../page-examples.ts';

pageExamples('checksum-mismatch');
