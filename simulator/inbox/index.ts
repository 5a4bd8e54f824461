import type { InboxPart } from './part';
import { PEOPLE } from './people';
import { NOTIFICATIONS } from './notifications';

/** What the inbox page shows, by capability. */
export const INBOX_PARTS: readonly InboxPart[] = [PEOPLE, NOTIFICATIONS];
