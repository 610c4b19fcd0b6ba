import { type Seeded } from '../seeded';

/** What is asked, and by whom. `N` becomes a number of its own, where the command has a place for one. */
const LINES: [who: string[], line: string][] = [
  [['alice', 'dave'], '/deploy order-service v2.4.N staging --reason "mixed"'],
  [['alice', 'erin'], '/deploy api-gateway v3.2.N staging'],
  [['alice', 'bob'], '/deploy order-service v2.4.N production'],
  [['dave', 'erin'], '/deploy payment-service v1.9.N production --reason "both leads"'],
  [['dave'], '/rollback order-service staging'],
  [['alice', 'dave'], '/rollback api-gateway production'],
  [['erin', 'carol'], '/scale api-gateway N production'],
  [['dave', 'alice'], '/scale order-service N staging'],
  [['erin'], '/migrate order-service 041_cursor_index production'],
  [['erin'], '/migrate order-service 041_cursor_index staging'],
  [['bob', 'carol'], '/lock payment-service staging'],
  [['bob', 'carol'], '/unlock payment-service staging'],
  [['dave'], '/incident create "Trouble N" --severity sev2 --service order-service'],
  [['alice', 'erin'], '/logs order-service --last 1h'],
  [['alice', 'mallory'], '/status'],
  [['dave', 'bob'], '/status order-service'],
  [['carol', 'alice'], '/approvals'],
  [['bob', 'erin'], '/locks'],
  [['erin'], '/audit'],
  [['carol'], '/delegate'],
  [['alice', 'dave'], '/help deploy'],
  [['mallory'], '/deploy order-service v2.4.1 staging'],
  [['dave'], '/deploy order-service'],
  [['alice'], '/scale api-gateway 500 production'],
  [['alice', 'dave', 'erin'], '/deploy order-service v2.4.N staging --dry-run'],
];

export function drawLine(random: Seeded): { who: string; line: string } {
  const [who, line] = LINES[random.between(0, LINES.length - 1)]!;
  const number = String(line.startsWith('/scale') ? random.between(2, 7) : random.between(0, 2));
  return { who: who[random.between(0, who.length - 1)]!, line: line.replace('N', number) };
}
