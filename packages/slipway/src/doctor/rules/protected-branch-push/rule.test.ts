import { pageExamples } from '../page-examples.ts';

pageExamples('protected-branch-push');
