import { setCookieHeader } from '../../../../local/host/http/set-cookie';

it('writes every attribute as ASP.NET Core does', () => {
  const cookie = {
    name: 'a',
    value: 'b c;',
    expires: { value: { seconds: 0 } },
    maxAge: { value: 60 },
    domain: { value: 'x.test' },
    path: { value: '/p' },
    secure: { value: true },
    httpOnly: { value: true },
    sameSite: 'strict',
  } as const;
  expect(setCookieHeader(cookie)).toBe(
    'a=b%20c%3B; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=60; domain=x.test; path=/p; secure; samesite=strict; httponly',
  );
  expect(setCookieHeader({ name: 'a', value: 'b', sameSite: 'none' })).toBe('a=b; path=/');
});
