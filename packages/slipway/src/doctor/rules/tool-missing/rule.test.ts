import { pageExamples } from '../page-examples.ts';

pageExamples('tool-missing');
