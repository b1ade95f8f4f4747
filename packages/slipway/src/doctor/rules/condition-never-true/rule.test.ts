import { pageExamples } from '../page-examples.ts';

pageExamples('condition-never-true');
