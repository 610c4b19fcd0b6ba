import { patternProblem } from '../../src/config/pattern-problem';

test.each([
  'acme-[a-z0-9]+',
  '\\bEMP\\d{6}\\b',
  '(?:key|code) [A-Z]+',
  '(?<=badge )\\d+',
  '[*+(]+x',
  '\\(a+\\)+',
  '(a+b)?c',
  'x{2,5}',
  '\\d{4}(?: \\d{4}){3}',
  '(?:ab{2})+c',
])('%s is taken', (source) => {
  expect(patternProblem(source)).toBeUndefined();
});

test.each([
  ['(a+)+', 'has no repetition within a repetition, as in (a+)+'],
  ['(?:[a-z]*x)*', 'has no repetition within a repetition, as in (a+)+'],
  ['((a{2,})b){3}', 'has no repetition within a repetition, as in (a+)+'],
  ['((a+))+c', 'has no repetition within a repetition, as in (a+)+'],
  ['(?=(x*))+y', 'has no repetition within a repetition, as in (a+)+'],
  ['a*', 'does not match nothing at all'],
  ['', 'does not match nothing at all'],
  ['(', 'is valid (Unterminated group)'],
  ['x'.repeat(301), 'has at most 300 characters'],
])('%s is refused', (source, problem) => {
  expect(patternProblem(source)).toBe(problem);
});
