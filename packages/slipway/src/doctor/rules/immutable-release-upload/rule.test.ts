import { pageExamples } from '../page-examples.ts';

pageExamples('immutable-release-upload');
