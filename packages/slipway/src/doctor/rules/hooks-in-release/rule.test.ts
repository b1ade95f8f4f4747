import { pageExamples } from '../page-examples.ts';

pageExamples('hooks-in-release');
