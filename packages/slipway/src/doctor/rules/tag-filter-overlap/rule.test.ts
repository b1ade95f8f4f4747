import { pageExamples } from '../page-examples.ts';

pageExamples('tag-filter-overlap');
