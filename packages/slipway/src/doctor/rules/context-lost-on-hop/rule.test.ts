import { pageExamples } from '../page-examples.ts';

pageExamples('context-lost-on-hop');
