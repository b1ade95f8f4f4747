import { pageExamples } from '../page-examples.ts';

pageExamples('docs-drift');
