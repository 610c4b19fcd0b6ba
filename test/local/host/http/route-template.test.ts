import { compileRoute } from '../../../../local/host/http/route-template';

it.each([
  ['hello', 'HELLO', {}],
  ['items/{category:alpha}/{id:int?}', 'items/abc/12', { category: 'abc', id: '12' }],
  ['items/{category:alpha}/{id:int?}', 'items/abc', { category: 'abc' }],
  ['raw/{*rest}', 'raw/a/b%20c/d', { rest: 'a/b c/d' }],
  ['raw/{*rest}', 'raw', {}],
  ['v{major}-{minor}/x', 'v1-2/X', { major: '1', minor: '2' }],
  ['page/{number=1}', 'page', { number: '1' }],
  ['code/{code:length(3)}', 'code/abc', { code: 'abc' }],
  ['code/{code:regex(^a[0-9]{{2}}$)}', 'other', undefined],
  ['size/{n:range(1,10)}', 'size/10', { n: '10' }],
  ['size/{n:range(1,10)}', 'size/11', undefined],
  ['items/{category:alpha}/{id:int?}', 'items/a1/12', undefined],
  ['items/{category:alpha}/{id:int?}', 'items/abc/x', undefined],
  ['bad/{text}', 'bad/%E0%A4%A', { text: '%E0%A4%A' }],
  ['a.b/{x}', 'aXb/1', undefined],
])('matches %s against %s', (template, path, expected) => {
  expect(compileRoute(template).match(path)).toEqual(expected);
});

it('refuses a constraint that nobody knows', () => {
  expect(() => compileRoute('x/{id:integer}')).toThrow(
    'Route "x/{id:integer}": the constraint "integer" is not known.',
  );
});

it('ranks a literal before a constrained, a free and a catch-all parameter', () => {
  const templates = ['x/{*all}', 'x/{id}', 'x/{id:int}', 'x/y'].map(
    (template) => [template, compileRoute(template).precedence] as const,
  );
  expect(templates.toSorted(([, a], [, b]) => (a < b ? -1 : 1)).map(([template]) => template)).toEqual([
    'x/y',
    'x/{id:int}',
    'x/{id}',
    'x/{*all}',
  ]);
});
