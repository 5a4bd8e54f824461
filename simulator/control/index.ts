import { CHATS } from './chats';
import type { ControlPart } from './control';
import { FAULTS } from './faults';
import { PUSHES } from './pushes';
import { RECORDS } from './records';
import { SERVICE_CARDS } from './serviceCards';
import { SETTINGS } from './settings';
import { USERS } from './users';

/** The control API by capability. */
export const CONTROL_PARTS: readonly ControlPart[] = [
	RECORDS,
	USERS,
	CHATS,
	FAULTS,
	SETTINGS,
	SERVICE_CARDS,
	PUSHES,
];
