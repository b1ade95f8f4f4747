import { pageExamples } from '../page-examples.ts';

pageExamples('unknown-option');
