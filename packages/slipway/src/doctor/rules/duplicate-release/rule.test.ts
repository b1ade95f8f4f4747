import { pageExamples } from '../page-examples.ts';

pageExamples('duplicate-release');
