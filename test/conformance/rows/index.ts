import type { Row } from '../row';
import { eventRows } from './events';
import { failureRows } from './failures';
import { httpRows } from './http';
import { instanceRows } from './instances';
import { taskRows } from './tasks';

export const rows: readonly Row[] = [...eventRows, ...taskRows, ...failureRows, ...instanceRows, ...httpRows];
