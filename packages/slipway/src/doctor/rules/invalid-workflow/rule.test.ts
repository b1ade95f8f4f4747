import { pageExamples } from '../page-examples.ts';

pageExamples('invalid-workflow');
