/** How far an incident has come, as status pages have it. */
export type IncidentStatus = 'investigating' | 'identified' | 'monitoring' | 'resolved';
