import { pageExamples } from '../page-examples.ts';

pageExamples('cross-compile');
