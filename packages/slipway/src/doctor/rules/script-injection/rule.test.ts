import { pageExamples } from '../page-examples.ts';

pageExamples('script-injection');
