export interface PagerDutyUser {
  /** e.g. `PDAVE01`. */
  id: string;
  name: string;
  email: string;
}

/** Users and who of them is on call now, by schedule; in memory. */
export class OnCall {
  private readonly users = new Map<string, PagerDutyUser>();
  private readonly schedules = new Map<string, string[]>();

  setUser(user: PagerDutyUser): void {
    this.users.set(user.id, user);
  }

  user(id: string): PagerDutyUser | undefined {
    return this.users.get(id);
  }

  /** Who is on call in a schedule from now on, by ID. */
  setSchedule(id: string, users: string[]): void {
    this.schedules.set(id, users);
  }

  of(schedule: string): PagerDutyUser[] {
    return (this.schedules.get(schedule) ?? []).flatMap((id) => this.users.get(id) ?? []);
  }

  list() {
    return { users: [...this.users.values()], schedules: Object.fromEntries(this.schedules) };
  }
}

/** dave is on call; nobody is in `PNOBODY`. */
export function demoOnCall(): OnCall {
  const onCall = new OnCall();
  for (const name of ['alice', 'bob', 'carol', 'dave', 'erin', 'mallory']) {
    const email = `${name}@demo-company.example`;
    onCall.setUser({ id: `P${name.toUpperCase()}`, name: name[0]!.toUpperCase() + name.slice(1), email });
  }
  onCall.setSchedule('PONCALL', ['PDAVE']);
  onCall.setSchedule('PNOBODY', []);
  return onCall;
}
