import { pageExamples } from '../page-examples.ts';

pageExamples('gate-not-enforced');
