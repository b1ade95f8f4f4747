import { pageExamples } from '../page-examples.ts';

pageExamples('silent-fallback');
