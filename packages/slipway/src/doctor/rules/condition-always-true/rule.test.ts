import { pageExamples } from '../page-examples.ts';

pageExamples('condition-always-true');
