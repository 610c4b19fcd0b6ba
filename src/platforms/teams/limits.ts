/** https://learn.microsoft.com/graph/api/channel-post */
export const CHANNEL_NAME = 50;
export const CHANNEL_DESCRIPTION = 1024;

/** Ours: no activity of Teams' comes near it. */
export const BODY_BYTES = 1024 * 1024;

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views */
export const REFRESHED_USERS = 60;

/** Of a reason for a rejection: what is longer is cut. */
export const REASON_LENGTH = 3000;
