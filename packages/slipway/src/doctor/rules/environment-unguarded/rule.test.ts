import { pageExamples } from '../page-examples.ts';

pageExamples('environment-unguarded');
