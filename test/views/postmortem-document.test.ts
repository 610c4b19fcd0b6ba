import { incidentStory } from '../../src/model/incident-story';
import { type Incident, type IncidentInput } from '../../src/model/incident';
import { postmortemDocument } from '../../src/views/postmortem-document';

const origin = { platform: 'slack', tenant: 'T', account: 'U', channel: 'C' } as const;
const incident: Incident = {
  id: 'inc-20260304-payment',
  title: 'Payment *fails* <script> # [x](http://evil)',
  severity: 'sev1',
  service: 'payment-service',
  by: 'dave',
  commander: 'dave',
  private: false,
  openedAt: '2026-03-04T15:00:47Z',
  origin,
};
const input = (over: Partial<IncidentInput>): IncidentInput => ({
  id: over.at ?? '',
  kind: 'update',
  by: 'dave',
  at: '2026-03-04T15:10:00Z',
  text: '',
  origin,
  ...over,
});

it('fills in what is known and asks for the rest; what people said is no markup', () => {
  const story = incidentStory(incident, [
    input({ text: 'Root cause identified: key expired', status: 'identified' }),
    input({ kind: 'resolve', at: '2026-03-04T15:23:50Z', text: 'Key rotated' }),
    input({
      kind: 'action',
      at: '2026-03-04T15:30:00Z',
      text: 'Rotate by machine',
      whom: 'erin',
      dueAt: '2026-03-06T08:00:00Z',
    }),
  ]);
  const stage = { story, progress: {}, refer: (id: string) => ({ id, accounts: {} }) };
  const deed = {
    timestamp: '2026-03-04T15:20:00Z',
    user: '@bob',
    command: '/deploy a `v1` staging',
    result: 'success',
  };
  const document = postmortemDocument(stage, [deed]);
  expect(document).toContain('# Postmortem: Payment \\*fails\\* \\<script\\> \\# \\[x\\](http://evil)\n');
  expect(document).toContain('Opened 2026-03-04 15:00, resolved 2026-03-04 15:23 after 23 min (UTC)');
  expect(document).toContain('## Cause\n\nRoot cause identified: key expired\n');
  expect(document).toContain("- 2026-03-04 15:20 @bob `/deploy a 'v1' staging`: success");
  expect(document).toContain('- [ ] Rotate by machine (@erin, due 2026-03-06)');
});
