import { instanceId } from '../../src/intake/instance-id';

const team = { platform: 'slack', tenant: 'T0DEMO' } as const;

describe('instance ID', () => {
  it('is base32 of SHA-256 over platform, tenant, scope and key', () => {
    // printf 'slack|T0DEMO|command|13345224609.738474920.8088930838d88f008e0' | openssl dgst -sha256 -binary | base32
    expect(instanceId(team, { scope: 'command', key: '13345224609.738474920.8088930838d88f008e0' })).toBe(
      '7tugehclyzehfs7r7khpl27fo4q2axjmkzfejcd4364y2z76x55q',
    );
  });

  it('is the same for the same delivery and another for any other', () => {
    const one = instanceId(team, { scope: 'event', key: 'Ev1' });
    expect(instanceId(team, { scope: 'event', key: 'Ev1' })).toBe(one);
    expect(instanceId(team, { scope: 'event', key: 'Ev2' })).not.toBe(one);
    expect(instanceId(team, { scope: 'button', key: 'Ev1' })).not.toBe(one);
    expect(instanceId({ ...team, tenant: 'T0OTHER' }, { scope: 'event', key: 'Ev1' })).not.toBe(one);
  });
});
