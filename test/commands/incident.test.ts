import { away, HOST_DIED, incidentWorld } from '../kit/incident-world';

const CREATE = '/incident create "Payment processing failures" --severity sev1';
const ROOM = 'C1';

describe('/incident create', () => {
  it('answers as people are used to, and makes everything there is to make', async () => {
    const { ask, said, channels, page, pages, audit } = incidentWorld();
    expect(await ask('dave', CREATE)).toMatchObject({ result: 'success', message: 'inc-20260304-payment is open.' });
    expect(said('C0INCID').map(({ text }) => text.split('\n').slice(0, 5))).toEqual([
      [
        '🚨 SEV-1 Incident Created: Payment processing failures',
        'Incident channel: #inc-20260304-payment',
        'Incident commander: @dave',
        'Status page updated: Investigating',
        'PagerDuty notified: payment-team',
      ],
    ]);
    expect(channels).toMatchObject([{ name: 'inc-20260304-payment', members: ['U0DAVE'], pins: ['m2'] }]);
    expect(channels[0]?.bookmarks).toEqual([
      expect.stringMatching(/^Dashboard http/),
      'Status page https://status.example/p1',
    ]);
    expect(page).toMatchObject([
      { incident: { key: 'inc-20260304-payment', impact: 'critical', components: ['cmp0payments'] } },
    ]);
    expect(pages).toMatchObject([{ key: 'inc-20260304-payment', severity: 'critical', state: 'triggered' }]);
    expect(audit).toMatchObject([{ kind: 'intent' }]);
  });

  it.each(['', ' --severity critical', ' --severity sev4'])(
    'offers the three severities for “%s”',
    async (severity) => {
      const { ask, posts } = incidentWorld();
      const { result, told } = await ask('dave', `/incident create "Checkout failing"${severity}`);
      expect(result).toBe('invalid');
      expect(told?.view.actions).toEqual(
        ['sev1', 'sev2', 'sev3'].map((one) => ({
          kind: 'run',
          label: one,
          line: `/incident create "Checkout failing" --severity ${one}`,
        })),
      );
      expect(posts).toEqual([]);
    },
  );

  it.each([
    ['3,000 characters', `"${'long '.repeat(600)}"`, 'characters; 150 are the most'],
    ['only emoji', '"🔥🔥"', 'needs letters or digits'],
    ['only blanks in quotes', '"   "', 'text is empty'],
  ])('refuses a title of %s', async (_, title, says) => {
    const { ask, posts } = incidentWorld();
    const answer = ask('dave', `/incident create ${title} --severity sev1`).then(
      ({ message }) => message,
      (error: Error) => error.message,
    );
    expect(await answer).toContain(says);
    expect(posts).toEqual([]);
  });

  it('asks again where the service is none of ours', async () => {
    const { ask } = incidentWorld();
    const { told } = await ask('dave', '/incident create "Checkout failing" --severity sev2 --service order-servise');
    expect(told?.text).toContain('There is no service “order-servise”');
    expect(told?.view.actions?.[0]).toMatchObject({
      line: '/incident create "Checkout failing" --severity sev2 --service order-service',
    });
  });

  it('gives a second incident of the same words a name of its own', async () => {
    const { ask, channels } = incidentWorld();
    await Promise.all([ask('dave', CREATE), ask('alice', CREATE)]);
    expect(channels.map(({ name }) => name).sort()).toEqual(['inc-20260304-payment', 'inc-20260304-payment-2']);
  });

  it('keeps a private one in its channel', async () => {
    const { ask, posts, channels, page, whispers } = incidentWorld();
    await ask('dave', `${CREATE} --private`);
    expect(channels).toMatchObject([{ private: true }]);
    expect(posts.map(({ channel }) => channel)).toEqual([ROOM]);
    expect(page).toEqual([]);
    expect(whispers.at(-1)?.text).toContain('shown in its channel alone');
    const { told } = await ask('alice', '/incident update "What is this" --id inc-20260304-payment', 'C0GENERAL');
    expect(told?.text).toContain('There is no incident');
    expect(JSON.stringify(told)).not.toContain('Payment processing');
  });

  it('says what a subcommand does not take', async () => {
    const { ask } = incidentWorld();
    expect((await ask('dave', '/incident update "x y" --severity sev1')).message).toBe(
      '/incident update takes no --severity.',
    );
    expect((await ask('dave', '/incident resolve')).message).toBe('The text is missing.');
  });
});

describe('/incident update', () => {
  it('reads the status from the words, says so before it is posted, and tells the page once', async () => {
    const { ask, said, page, channels, breakWith } = incidentWorld();
    await ask('dave', CREATE);
    let before = '';
    breakWith((what) => {
      if (what === 'page update') before = said(ROOM).at(-1)?.text ?? '';
    });
    await ask('dave', '/incident update "Root cause identified: Stripe API key expired"', ROOM);
    expect(before).toContain('Status: Identified');
    expect(before).not.toContain('Update posted');
    expect(said(ROOM).at(-1)?.text.split('\n').slice(0, 2)).toEqual([
      '📝 Update posted to status page',
      'Status: Identified',
    ]);
    expect(page[0]?.updates).toEqual([
      { status: 'identified', text: 'Root cause identified: Stripe API key expired', components: ['cmp0payments'] },
    ]);
    expect(said('C0INCID')[0]?.text).toContain('Status page updated: Identified');
    expect(channels[0]?.topic).toContain('Identified');
  });

  it('keeps the status where the words tell none, and takes one that is named', async () => {
    const { ask, page } = incidentWorld();
    await ask('dave', CREATE);
    await ask('dave', '/incident update "Found it" --status Identified', ROOM);
    await ask('dave', '/incident update "Cards of one bank only"', ROOM);
    expect(page[0]?.updates.map(({ status }) => status)).toEqual(['identified', 'identified']);
  });

  it.each([
    [
      'an internal one stays off the page',
      '/incident update "bob is on a train" --internal',
      'success',
      'Kept in the timeline',
    ],
    ['resolved is no update', '/incident update "done" --status resolved', 'invalid', '/incident resolve'],
    [
      'a status there is not',
      '/incident update "done" --status broken',
      'invalid',
      'investigating, identified, monitoring',
    ],
    ['only emoji', '/incident update "👍"', 'invalid', 'needs letters'],
  ])('%s', async (_, line, result, says) => {
    const { ask, page } = incidentWorld();
    await ask('dave', CREATE);
    const answer = await ask('dave', line, ROOM);
    expect(answer).toMatchObject({ result });
    expect(answer.told?.text).toContain(says);
    expect(page[0]?.updates).toEqual([]);
  });

  it('elsewhere asks which one is meant, and takes it by its name', async () => {
    const { ask, page } = incidentWorld();
    await ask('dave', CREATE);
    const { told, result } = await ask('dave', '/incident update "Found the cause"', 'C0GENERAL');
    expect(result).toBe('invalid');
    expect(told?.view.actions).toEqual([
      {
        kind: 'run',
        label: 'inc-20260304-payment: Payment processing failures',
        line: '/incident update "Found the cause" --id inc-20260304-payment',
      },
    ]);
    await ask('dave', '/incident update "Found the cause" --id "#INC-20260304-payment"', 'C0GENERAL');
    expect(page[0]?.updates).toHaveLength(1);
  });

  it('is for whom the policy names', async () => {
    const { ask, page } = incidentWorld({
      change: ({ rules }) => {
        const rule = rules.find(({ when }) => when.action?.includes('incident-update'))!;
        rule.require = [{ count: 1, groups: ['on-call'], people: [] }];
      },
    });
    await ask('alice', CREATE);
    const { result, told } = await ask('alice', '/incident update "Found the cause"', ROOM);
    expect(result).toBe('denied');
    expect(told?.text).toContain('an on-call engineer');
    expect((await ask('dave', '/incident update "Found the cause"', ROOM)).result).toBe('success');
    expect(page[0]?.updates).toHaveLength(1);
  });
});

describe('/incident resolve', () => {
  it('closes everything, with its duration and the postmortem', async () => {
    const { ask, said, page, pages, durable } = incidentWorld();
    await ask('dave', CREATE);
    await durable.advance(23 * 60_000);
    const { details } = await ask('dave', '/incident resolve "Stripe API key rotated, payments flowing"', ROOM);
    expect(details).toEqual({ incident: 'inc-20260304-payment', severity: 'sev1', resolved_after_seconds: 1_380 });
    expect(said(ROOM).at(-1)?.text.split('\n')).toEqual([
      '✅ Incident resolved after 23 minutes',
      'Duration: 23 min',
      'Status page: Resolved',
      'Postmortem scheduled for tomorrow 2 PM',
    ]);
    expect(page[0]?.updates.at(-1)).toMatchObject({ status: 'resolved' });
    expect(pages).toMatchObject([{ state: 'resolved' }]);
    expect(said('C0INCID')[0]?.text).toContain('✅ SEV-1 Incident Resolved: Payment processing failures');
  });

  it('counts once when two say it at once, and says who was first', async () => {
    const { ask, page, whispers } = incidentWorld();
    await ask('dave', CREATE);
    const both = await Promise.all([
      ask('dave', '/incident resolve "Rotated"', ROOM),
      ask('alice', '/incident resolve "Fixed"', ROOM),
    ]);
    expect(both.map(({ result }) => result).sort()).toEqual(['failure', 'success']);
    expect(whispers.at(-1)?.text).toMatch(/was resolved by @(dave|alice)/);
    expect(page[0]?.updates).toHaveLength(1);
  });

  it('is over then: no update, no second resolution, and a button that opens it again', async () => {
    const { ask, page, pages } = incidentWorld();
    await ask('dave', CREATE);
    await ask('dave', '/incident resolve "Rotated"', ROOM);
    expect(await ask('erin', '/incident update "Still looking into it"', ROOM)).toMatchObject({
      reasonCode: 'request_over',
    });
    const { told } = await ask('erin', '/incident resolve "Once more"', ROOM);
    expect(told?.view.actions).toEqual([
      { kind: 'run', label: 'Reopen', line: '/incident reopen --id inc-20260304-payment' },
    ]);
    await ask('erin', '/incident reopen "It is back" --id inc-20260304-payment', 'C0GENERAL');
    expect(page.map(({ incident: { key } }) => key)).toEqual(['inc-20260304-payment', 'inc-20260304-payment-again-1']);
    expect(pages.map(({ state }) => state)).toEqual(['resolved', 'triggered']);
    await ask('erin', '/incident resolve "Now it is gone"', ROOM);
    expect(page[1]?.updates).toMatchObject([{ status: 'resolved', text: 'Now it is gone' }]);
    expect(pages.map(({ state }) => state)).toEqual(['resolved', 'resolved']);
  });
});

describe('what else is said of an incident', () => {
  it('is told in its channel and on its card', async () => {
    const { ask, said, pages } = incidentWorld();
    await ask('dave', CREATE);
    await ask('dave', '/incident severity SEV-2', ROOM);
    await ask('dave', '/incident commander @erin', ROOM);
    await ask('dave', '/incident page order-service', ROOM);
    expect(said(ROOM).map(({ text }) => text.split('\n')[0])).toEqual([
      '🚨 SEV-2 Incident Created: Payment processing failures',
      '📈 SEV-2 now, says @dave',
      '👤 Incident commander: @erin',
      '📟 PagerDuty notified: order-service',
    ]);
    expect(said('C0INCID')[0]?.text).toContain('Incident commander: @erin');
    expect(pages.map(({ key, severity }) => [key, severity])).toEqual([
      ['inc-20260304-payment', 'error'],
      ['inc-20260304-payment/order-service', 'error'],
    ]);
    await ask('erin', '/incident resolve "Rotated"', ROOM);
    expect(pages.map(({ state }) => state)).toEqual(['resolved', 'resolved']);
  });

  it.each([
    ['/incident severity sev9', 'There is no severity'],
    ['/incident severity sev1', 'is sev1 already'],
    ['/incident commander @nobody-at-all', 'I know nobody called'],
    ['/incident page order-servise', 'Did you mean order-service?'],
    ['/incident action "Rotate" --due yesterday', 'is no day'],
    ['/incident action "Rotate" --owner @zzz', 'I know nobody called'],
    ['/incident done 7', 'There is no action yet.'],
  ])('%s changes nothing: %s', async (line, says) => {
    const { ask, dependencies } = incidentWorld();
    await ask('dave', CREATE);
    expect((await ask('dave', line, ROOM)).told?.text).toContain(says);
    expect((await dependencies.incidents.get('inc-20260304-payment'))?.story.inputs).toEqual([]);
  });

  it('is listed, shown and told in its order', async () => {
    const { ask, durable } = incidentWorld();
    expect((await ask('alice', '/incident list')).told?.text).toContain('There has been no incident.');
    await ask('dave', CREATE);
    await durable.advance(60_000);
    await ask('dave', '/incident note "Stripe says nothing" ', ROOM);
    await durable.advance(60_000);
    await ask('dave', '/incident update "Root cause identified"', ROOM);
    expect((await ask('alice', '/incident list')).told?.text).toMatch(
      /1 incident is open[\s\S]*SEV-1 Payment processing failures · Identified/,
    );
    expect((await ask('alice', '/incident show', ROOM)).told?.text).toContain('SEV-1 Incident Created');
    const { told } = await ask('alice', '/incident timeline', ROOM);
    const items = told?.text.split('\n').filter((line) => line.startsWith('2026')) ?? [];
    expect(items.map((line) => line.replace(/^\S+ /, ''))).toEqual([
      '@dave opened SEV-1: Payment processing failures',
      '@dave noted: Stripe says nothing',
      '@dave told: Identified. Root cause identified',
      '@bob /deploy payment-service v2 production: success',
    ]);
  });

  it('draws the timeline for all in its own channel, and for the asker alone elsewhere', async () => {
    const { ask, files, said } = incidentWorld();
    await ask('dave', CREATE);
    await ask('erin', '/incident timeline --plot', ROOM);
    expect(files).toMatchObject([{ channel: ROOM, name: 'inc-20260304-payment-timeline.png', type: 'image/png' }]);
    expect(files[0]).not.toHaveProperty('account');
    expect(said(ROOM).at(-1)?.text).toContain('what happened');
    await ask('erin', '/incident timeline --plot --id inc-20260304-payment', 'C0GENERAL');
    expect(files[1]).toMatchObject({ account: 'U0ERIN' });
    expect(said('C0GENERAL')).toEqual([]);
  });
});

describe('calling a person', () => {
  const opened = async () => {
    const world = incidentWorld();
    await world.ask('dave', CREATE);
    return world;
  };

  it('asks them in the pager to join what is paged, once, in the name of who calls, and invites them', async () => {
    const world = await opened();
    await world.ask('dave', '/incident page @bob', 'C1');
    expect(world.calls).toEqual([
      {
        key: 'inc-20260304-payment',
        whom: { id: undefined, email: 'bob@demo-company.example' },
        from: 'dave@demo-company.example',
        message: '@dave calls you to SEV-1: Payment processing failures',
      },
    ]);
    expect(world.said('C1').some(({ text }) => text.includes('PagerDuty notified: @bob'))).toBe(true);
    expect(world.channels[0]?.members).toContain('U0BOB');
    await world.ask('dave', '/incident severity sev2', 'C1');
    expect(world.calls).toHaveLength(1);
  });

  it('whose answer was lost calls nobody twice', async () => {
    const world = await opened();
    let lost = true;
    world.breakWith((what) => {
      if (what !== 'called' || !lost) return;
      lost = false;
      throw away();
    });
    await world.ask('dave', '/incident page @bob', 'C1');
    await world.durable.advance(60_000);
    expect(world.calls).toHaveLength(1);
    expect(world.said('C1').some(({ text }) => text.includes('PagerDuty notified: @bob'))).toBe(true);
  });

  it.each([
    ['/incident page @bobb', 'Did you mean @bob?'],
    ['/incident page <@U0NOBODY>', 'There is no service and nobody called'],
    ['/incident page <script>', 'There is no service and nobody called'],
  ])('%s is told, and nobody is called', async (line, words) => {
    const world = await opened();
    const { message } = await world.ask('dave', line, 'C1');
    expect(message).toContain(words);
    expect(world.calls).toEqual([]);
  });

  it('needs a page, somebody PagerDuty can know, and a caller whom it can know', async () => {
    const world = incidentWorld({
      change: ({ people }) => people.forEach((one) => ['erin', 'carol'].includes(one.id) && delete one.email),
    });
    await world.ask('dave', '/incident create "Nothing works" --severity sev3');
    const id = 'inc-20260304-nothing-works';
    const message = async (who: string, line: string) => (await world.ask(who, `${line} --id ${id}`)).message;
    expect(await message('dave', '/incident page @bob')).toContain('No team is paged');
    expect(await message('dave', '/incident page @erin')).toContain('neither their pagerduty nor their email');
    expect(await message('carol', '/incident page @bob')).toContain('no email of yours');
    expect(world.calls).toEqual([]);
  });
});

describe('the commander by a schedule', () => {
  const world = () =>
    incidentWorld({
      change: (company) => {
        company.incidents.commander = 'on-call';
        company.groups.find(({ id }) => id === 'on-call')!.source = { kind: 'pagerduty', id: 'PONCALL' };
      },
    });
  const card = async (one: ReturnType<typeof world>) => {
    await one.ask('alice', CREATE);
    return one.said('C0INCID')[0]!.text;
  };

  it('is whoever is on call, and is said so until somebody else takes over', async () => {
    const one = world();
    one.onCall.members['on-call'] = ['erin'];
    expect(await card(one)).toContain('Incident commander: @erin (on call)');
    expect(one.channels[0]?.members).toEqual(expect.arrayContaining(['U0ALICE', 'U0ERIN']));
    await one.ask('alice', '/incident commander @bob', 'C1');
    expect(one.said('C0INCID')[0]!.text).toContain('Incident commander: @bob');
    expect(one.said('C0INCID')[0]!.text).not.toContain('on call)');
  });

  it('is who opens it where the schedule cannot be asked or names nobody we know, and says so', async () => {
    const down = world();
    down.onCall.down['on-call'] = 'PagerDuty: could not reach it.';
    expect(await card(down)).toContain('@alice (opened it; who is on call cannot be asked now)');
    expect(await card(world())).toContain('@alice (opened it; nobody we know is on call)');
  });
});

describe('a line that is cut off when it has been kept and nobody woken', () => {
  const world = async () => {
    const one = incidentWorld();
    await one.ask('dave', CREATE);
    const cutOff = (who: string, line: string) => {
      let over = false;
      one.breakWith((what) => {
        if (over || !what.startsWith('wake')) return;
        over = true;
        throw HOST_DIED;
      });
      return one.ask(who, line, ROOM);
    };
    return { ...one, cutOff };
  };

  it('resolves', async () => {
    const { cutOff, page, pages } = await world();
    expect(await cutOff('dave', '/incident resolve "Key rotated"')).toMatchObject({ result: 'success' });
    expect(page[0]?.updates.map(({ status }) => status)).toEqual(['resolved']);
    expect(pages).toMatchObject([{ state: 'resolved' }]);
  });

  it.each([
    ['/incident ack', 'completed'],
    ['/incident severity sev2', 'completed'],
    ['/incident action "Rotate the keys"', 'Action 1 '],
  ])('answers %s as it would have', async (line, says) => {
    const { cutOff } = await world();
    const { result, reasonCode, message } = await cutOff('dave', line);
    expect([result, `${reasonCode} ${message}`]).toEqual(['success', expect.stringContaining(says)]);
  });

  it('reopens once', async () => {
    const { ask, cutOff, dependencies } = await world();
    await ask('dave', '/incident resolve "Key rotated"', ROOM);
    expect(await cutOff('dave', '/incident reopen')).toMatchObject({ result: 'success' });
    expect((await dependencies.incidents.get('inc-20260304-payment'))?.story.reopened).toBe(1);
  });
});
