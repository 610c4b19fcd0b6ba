import { Router } from '../../../../local/host/http/router';

it('takes the most specific route that knows the method, whatever the order of registration', () => {
  const router = new Router<string>();
  router.add(['GET'], 'api/{*all}', 'all');
  router.add(['GET'], 'api/{id}', 'one');
  router.add(['GET', 'POST'], 'api/me', 'me');
  expect(router.find('GET', '/api/me')?.target).toBe('me');
  expect(router.find('GET', '/API/Me/')?.target).toBe('me');
  expect(router.find('GET', '/api/you')).toEqual({ target: 'one', params: { id: 'you' } });
  expect(router.find('GET', '/api/a/b')).toEqual({ target: 'all', params: { all: 'a/b' } });
  expect(router.find('POST', '/api/you')).toBeUndefined();
});
