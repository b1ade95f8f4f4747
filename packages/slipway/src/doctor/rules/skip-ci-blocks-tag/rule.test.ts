import { pageExamples } from '../page-examples.ts';

pageExamples('skip-ci-blocks-tag');
